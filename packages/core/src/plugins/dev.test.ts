import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withDevPlugins } from './dev.ts'
import { loyalty } from './fixtures/loyalty.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-dev-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A module that exports a plugin as `definePlugin` makes one. */
function built(id: string): void {
  const file = join(folder, `${id}.mjs`)
  const definition = `{ id: '${id}', version: '9.0.0' }`
  const make = `(config = {}) => ({ id: '${id}', contract: {}, definition: ${definition}, config })`
  writeFileSync(
    file,
    `export const made = Object.assign(${make}, { id: '${id}', contract: {}, definition: ${definition} })`,
  )
  vi.stubEnv('VITRINE_DEV_PLUGINS', file)
}

const told = async () => {
  const plugins = await withDevPlugins([loyalty({ pointsPerUnit: 2 })])
  return plugins.map(({ id, definition: { version }, config }) => ({ id, version, config }))
}

it('leaves the plugins of a shop as they are where nobody is at work', async () => {
  expect(await told()).toEqual([{ id: 'loyalty', version: '1.0.0', config: { pointsPerUnit: 2 } }])
})

it('puts what was built in the place of the plugin with its id, with the same settings', async () => {
  built('loyalty')
  expect(await told()).toEqual([{ id: 'loyalty', version: '9.0.0', config: { pointsPerUnit: 2 } }])
})

it('puts a new one behind the others', async () => {
  built('bees')
  expect((await told()).map(({ id }) => id)).toEqual(['loyalty', 'bees'])
})

it('says that a module exports no plugin', async () => {
  writeFileSync(join(folder, 'none.mjs'), 'export const x = 1')
  vi.stubEnv('VITRINE_DEV_PLUGINS', join(folder, 'none.mjs'))
  await expect(told()).rejects.toThrow(/none\.mjs exports no plugin/)
})
