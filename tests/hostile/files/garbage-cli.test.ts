import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPlace, type Place, type Ran } from '../../../packages/core/src/cli/fixtures/run.ts'
import { SEED } from '../garbage/attack.ts'
import { nastyText } from '../garbage/nasty.ts'
import { mangled, OWN, strange } from './csv.ts'

const RUNS = Number(process.env.VITRINE_CLI_RUNS ?? 12)
const COMMANDS = [
  'import',
  'export',
  'staff',
  'check',
  'doctor',
  'migrate',
  'backup',
  'restore',
  'help',
  '--version',
  '',
] as const
const FLAGS = [
  '--dry-run',
  '--json',
  '--currency',
  '--stock',
  '--location',
  '--track',
  '--force',
  '--repair',
  '--help',
  '--nothing',
  '--',
  '-x',
  '--currency=EUR',
  '--json=1',
] as const

/** Clear words and an honest exit code; never a stack, never silence. */
function judge({ code, out, error }: Ran, asked: readonly string[]): void {
  const said = `${out}${error}`
  expect([asked, code]).toEqual([asked, expect.toSatisfy((one: number) => [0, 1, 2, 3].includes(one))])
  expect(said.trim(), asked.join(' ')).not.toBe('')
  expect(said).not.toMatch(
    /\n\s+at .*:\d+:\d+|TypeError|RangeError|ReferenceError|SQLITE_|ERR_[A-Z_]+|\[object Object\]/,
  )
}

describe('the command line, asked for nonsense', () => {
  let place: Place
  /** Commands by the code with which they ended. */
  const ended = new Map<number, number>()
  const home = process.cwd()
  beforeAll(async () => {
    place = openPlace()
    process.chdir(place.path('.'))
    judge(await place.vitrine('import', 'shopify', place.write('own.csv', OWN)), ['import'])
  }, 60_000)
  afterAll(async () => {
    const codes = [...ended].sort(([one], [other]) => one - other).map(([code, count]) => `${count} with ${code}`)
    process.stdout.write(`S2f: commands that ended ${codes.join(', ')}, none with a stack, VITRINE_SEED=${SEED}\n`)
    expect(await place.json('check')).toMatchObject({ exit: 0, ok: true })
    process.chdir(home)
    place.remove()
  })

  const asked = async (...argv: string[]): Promise<Ran> => {
    const ran = await place.vitrine(...argv)
    judge(ran, argv)
    ended.set(ran.code, (ended.get(ran.code) ?? 0) + 1)
    return ran
  }

  it('answers words and flags of any kind', async () => {
    const word = fc.oneof(
      fc.constantFrom(...FLAGS),
      fc.constantFrom('shopify', 'add', 'products', 'own.csv', 'ada@example.com'),
      nastyText,
    )
    const line = fc.tuple(
      fc.oneof({ arbitrary: fc.constantFrom(...COMMANDS), weight: 6 }, nastyText),
      fc.array(word, { maxLength: 4 }),
    )
    const isPlain = (words: readonly string[]) => words.every((each) => !each.includes('\u0000') && each.length < 200)
    let refused = 0
    await fc.assert(
      fc.asyncProperty(line, async ([command, words]) => {
        fc.pre(isPlain([command, ...words]) && !['backup', 'restore', 'export'].includes(command))
        refused += (await asked(command, ...words)).code === 2 ? 1 : 0
      }),
      { numRuns: RUNS * 4, seed: SEED },
    )
    expect(refused).toBeGreaterThan(RUNS)
  })

  it.each([
    ['a folder', () => place.path('folder.csv')],
    ['a file that is not there', () => place.path('nowhere.csv')],
    ['a link that leads nowhere', () => place.path('broken-link.csv')],
    ['an empty name', () => ''],
    ['a device', () => '/dev/null'],
    ['a name with a line in it', () => place.path('a\nb.csv')],
    ['a name that is too long', () => place.path('x'.repeat(5_000))],
  ])('says in words that %s cannot be imported or restored', async (_, name) => {
    if (!existsSync(place.path('folder.csv'))) {
      mkdirSync(place.path('folder.csv'))
      symlinkSync(place.path('gone'), place.path('broken-link.csv'))
    }
    expect([1, 2]).toContain((await asked('import', 'shopify', name())).code)
    expect([1, 2, 3]).toContain((await asked('restore', name())).code)
    expect((await place.json('import', 'shopify', name())).exit).toBeGreaterThan(0)
  })

  it.skipIf(process.getuid?.() === 0)('says in words that a file may not be read', async () => {
    const file = place.write('secret.csv', OWN)
    chmodSync(file, 0)
    expect((await asked('import', 'shopify', file)).code).toBeGreaterThan(0)
  })

  it.each([
    ['a folder', () => place.path('.')],
    ['a folder that is not there', () => place.path('none/copy.db')],
    ['a file below a file', () => place.path('own.csv/copy.db')],
  ])('says in words that a backup cannot be written to %s', async (_, name) => {
    expect((await asked('backup', name())).code).toBeGreaterThan(0)
    expect((await asked('backup', name(), '--force')).code).toBeGreaterThan(0)
  })

  it.each(strange)('imports %s without a stack', async (name, make) => {
    expect([0, 1]).toContain(
      (await asked('import', 'shopify', place.write(`${name.replace(/\W+/g, '-')}.csv`, make()))).code,
    )
  })

  it('imports files that something happened to, and restores none of them', async () => {
    let at = 0
    await fc.assert(
      fc.asyncProperty(mangled, async (bytes) => {
        at += 1
        const file = place.write(`mangled-${at}.csv`, bytes)
        expect([0, 1]).toContain((await asked('import', 'shopify', file)).code)
        if (at % 4 === 0) expect((await asked('restore', file)).code).toBeGreaterThan(0)
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })

  it.each([
    'file:',
    'file:/',
    'file:///',
    'file:.',
    'x',
    'libsql://',
    'https://[',
    'file:%zz',
    'file:own.csv',
    'ws://127.0.0.1:1',
  ])(
    'answers a database at %j',
    async (url) => {
      const given = url === 'file:own.csv' ? `file:${place.path('own.csv')}` : url
      for (const command of ['check', 'migrate', 'doctor'])
        expect((await asked(command, '--database', given)).code).toBeGreaterThan(0)
    },
    30_000,
  )
})
