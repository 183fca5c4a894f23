import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './rooms/files.ts'

const program = join(root, 'packages/core/bin/vitrine.js')
const folder = mkdtempSync(join(tmpdir(), 'vitrine-bin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
}

const vitrine = (...argv: string[]) =>
  new Promise<Ran>((done) => {
    execFile(process.execPath, [program, ...argv], { cwd: folder }, (failure, out, error) =>
      done({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error }),
    )
  })

const isBuilt = existsSync(join(root, 'packages/core/dist/cli/main.js'))

describe.skipIf(!isBuilt)('the built command (skipped before a build)', { timeout: 60_000 }, () => {
  test('imports into a folder where nothing is yet, exports, and finds all in order', async () => {
    const rows = 'Handle,Title,Variant Price\nsmoker,Smoker,29\nveil,Veil,free\n'
    writeFileSync(join(folder, 'a.csv'), rows)
    const imported = await vitrine('import', 'shopify', 'a.csv')
    expect([imported.code, imported.out]).toEqual([1, expect.stringContaining('a.csv.errors.csv')])
    expect((await vitrine('export', 'products')).out).toContain('\r\nsmoker,Smoker,')
    expect(await vitrine('backup', 'copy.db')).toMatchObject({ code: 0, error: '' })
    expect(JSON.parse((await vitrine('check', '--json')).out)).toEqual({ ok: true, violations: [] })
  })

  test('answers wrong use with 2', async () => {
    expect(await vitrine('chekc')).toEqual({
      code: 2,
      out: '',
      error: 'There is no command chekc.\n  Did you mean check?\n',
    })
  })
})
