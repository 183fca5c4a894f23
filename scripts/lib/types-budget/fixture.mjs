import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

export const PLUGINS = 20
/** Of each plugin: 300 in all. */
export const ENDPOINTS = 15

/** Below the root, so that the packages are found from there; ignored by everybody else. */
export const folder = join(root, '.data/types-budget')

export const nameOf = (/** @type {number} */ at) => `plugin${String(at + 1).padStart(2, '0')}`

const names = Array.from({ length: PLUGINS }, (_, at) => nameOf(at))

/** @param {number} at */
function endpoint(at) {
  const schema = `v.object({ id: v.string(), count: v.number(), note: v.nullable(v.string()), lines: v.array(v.object({ sku: v.string(), quantity: v.number() })) })`
  const kind = at % 3
  if (kind === 0) return `route.get('/things${at}/:id', { output: ${schema}, problems: [problems.missing${at}] })`
  if (kind === 1)
    return `route.get('/things${at}', { query: v.object({ q: v.optional(v.string()) }), output: v.object({ items: v.array(${schema}), next: v.nullable(v.string()) }) })`
  return `route.post('/things${at}/:id', { access: 'orders:write', body: v.strictObject({ count: v.number() }), output: ${schema}, problems: [problems.missing${at}] })`
}

/** @param {string} name */
function source(name) {
  const range = Array.from({ length: ENDPOINTS }, (_, at) => at)
  return `import { definePlugin, defineProblems, route } from '@vitrine/core'
import * as v from 'valibot'

const problems = defineProblems('${name}', {
${range.map((at) => `  missing${at}: { status: 404, title: 'Missing ${at}' },`).join('\n')}
})

export const contract = {
${range.map((at) => `  endpoint${at}: ${endpoint(at)},`).join('\n')}
}

const answer = () => { throw problems.missing0() }

export const ${name} = definePlugin({
  id: '${name}',
  version: '1.0.0',
  config: v.object({ size: v.optional(v.number(), 1) }),
  contract,
  handlers: { ${range.map((at) => `endpoint${at}: answer`).join(', ')} },
})

export const ${name}Client = { id: '${name}', contract } as const
`
}

/**
 * A shop and a client with so many of the plugins, each called once, from their declarations.
 * @param {number} count
 */
function app(count) {
  const used = names.slice(0, count)
  return `import { createCommerce } from '@vitrine/core'
import { createStorefront } from '@vitrine/sdk'
${used.map((name) => `import { ${name}, ${name}Client } from './declared/${name}.js'`).join('\n')}

const commerce = await createCommerce({ database: { url: 'file:shop.db' }, plugins: [${used.map((name) => `${name}()`).join(', ')}] })
const shop = createStorefront({ url: 'http://localhost:3000', plugins: [${used.map((name) => `${name}Client`).join(', ')}] })
${used.map((name) => `export const of_${name}: number = (await commerce.call.${name}.endpoint0({ params: { id: 'x' } })).lines.length + (await shop.${name}.endpoint1({ query: { q: 'x' } })).items.length`).join('\n')}
export const first = await commerce.call.store.browse.products({ query: {} })
`
}

const options = {
  extends: '../../tsconfig.json',
  compilerOptions: { customConditions: [], types: ['node'] },
}

/** @param {number} count */
export const appFile = (count) => `app${count}.ts`

/**
 * Writes the plugins and shops with so many of them.
 * @param {readonly number[]} counts
 */
export function writeFixture(counts) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'sources'), { recursive: true })
  for (const name of names) writeFileSync(join(folder, 'sources', `${name}.ts`), source(name))
  const emit = { outDir: 'declared', rootDir: 'sources', emitDeclarationOnly: true, sourceMap: false }
  const json = (/** @type {object} */ value) => JSON.stringify(value)
  writeFileSync(
    join(folder, 'tsconfig.sources.json'),
    json({ ...options, compilerOptions: { ...options.compilerOptions, ...emit }, include: ['sources'] }),
  )
  for (const count of counts) {
    writeFileSync(join(folder, appFile(count)), app(count))
    writeFileSync(
      join(folder, `tsconfig.${count}.json`),
      json({ ...options, compilerOptions: { ...options.compilerOptions, noEmit: true }, files: [appFile(count)] }),
    )
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    json({ ...options, compilerOptions: { ...options.compilerOptions, noEmit: true }, files: counts.map(appFile) }),
  )
}
