import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { skipCode } from './lib/outcome.mjs'
import { readJson, root } from './lib/root.mjs'

/**
 * Bundles each entry of sizes.json as an application would, with its one import, and holds it to its limit in
 * bytes after minifying and gzip. The packages must be built.
 * @typedef {{ name: string, source: string, entry: string, import: string, limit: number }} Size
 */

const virtual = 'virtual:size'

/**
 * @param {string} code
 * @returns {import('vite').Plugin}
 */
function serve(code) {
  return {
    name: 'size',
    resolveId: (id) => (id === virtual ? `\0${virtual}` : undefined),
    load: (id) => (id === `\0${virtual}` ? code : undefined),
  }
}

/** @param {Size} size */
async function gzippedBytes(size) {
  const code = `export { ${size.import} } from ${JSON.stringify(join(root, size.entry))}`
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [serve(code)],
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      rolldownOptions: { input: virtual, preserveEntrySignatures: 'strict' },
    },
  })
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ ([result].flat()[0])
  const text = output.map((file) => (file.type === 'chunk' ? file.code : file.source)).join('')
  return gzipSync(text, { level: 9 }).length
}

/**
 * @param {Size} size
 * @returns {Promise<number>} an exit code
 */
async function check(size) {
  if (!existsSync(join(root, size.source))) {
    console.log(`${size.name}: there is no ${size.source}`)
    return skipCode
  }
  const bytes = await gzippedBytes(size).catch((error) => console.log(`FAILED ${size.name}: ${error.message}`))
  if (bytes === undefined) return 1
  const fits = bytes <= size.limit
  console.log(`${fits ? 'ok    ' : 'FAILED'} ${size.name}: ${bytes} of ${size.limit} bytes`)
  return fits ? 0 : 1
}

const codes = []
for (const size of /** @type {Size[]} */ (readJson('sizes.json'))) codes.push(await check(size))
process.exitCode = codes.includes(1) ? 1 : Math.max(...codes)
