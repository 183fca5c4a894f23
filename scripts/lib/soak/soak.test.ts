import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.mjs'
import { badUsage, optionsOf } from './options.mjs'
import { environmentOf } from './part.mjs'
import { parts } from './parts.mjs'
import { figuresIn } from './run.mjs'
import { readSeeds, seedsAfter, writeSeeds } from './seeds.mjs'

const [kills] = parts as [(typeof parts)[number]]

test('every part names files that are there, and no two share a name', () => {
  for (const { files } of parts) for (const file of files) expect(existsSync(join(root, file)), file).toBe(true)
  const names = parts.flatMap(({ id, name }) => [id.toLowerCase(), name])
  expect(new Set(names).size).toBe(names.length)
})

test('minutes buy a length between the least that proves something and that of a night', () => {
  expect(environmentOf(kills)).toEqual({ VITRINE_KILLS: '1000' })
  expect(environmentOf(kills, 0)).toEqual({ VITRINE_KILLS: '20' })
  expect(environmentOf(kills, 2)).toEqual({ VITRINE_KILLS: '60' })
  expect(environmentOf(kills, 600)).toEqual({ VITRINE_KILLS: '1000' })
})

test('minutes are shared by the chosen parts', () => {
  expect(optionsOf(['--only', 'kills, m1', '--minutes', '10'])).toMatchObject({
    chosen: [{ id: 'F1' }, { id: 'M1' }],
    minutes: 5,
  })
  expect(optionsOf(['--full']).minutes).toBeUndefined()
})

test.each([[['--only', 'nothing']], [['--minutes', 'many']], [['--full', '--minutes', '3']], [['--what']]])(
  'a command line that makes no sense is refused: %j',
  (args) => {
    expect(() => optionsOf(args)).toThrow(expect.objectContaining({ kind: badUsage }))
  },
)

test('a seed that failed is kept until it passed three times in a row', () => {
  const env = { VITRINE_KILLS: '20' }
  const run = { part: 'F1', seed: 7, env }
  let seeds = seedsAfter([], { ...run, isOk: true })
  expect(seeds).toEqual([])
  seeds = seedsAfter(seeds, { ...run, isOk: false })
  expect(seeds).toEqual([{ ...run, passes: 0 }])
  seeds = seedsAfter(seedsAfter(seeds, { ...run, isOk: true }), { ...run, isOk: true })
  expect(seeds).toEqual([{ ...run, passes: 2 }])
  expect(seedsAfter(seeds, { ...run, isOk: false })).toEqual([{ ...run, passes: 0 }])
  expect(seedsAfter(seeds, { ...run, isOk: true })).toEqual([])
})

test('seeds are kept in a file, and a broken file is not taken for an empty one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-soak-'))
  const file = join(folder, 'kept', 'seeds.json')
  expect(readSeeds(file)).toEqual([])
  writeSeeds(file, [{ part: 'F1', seed: 7, env: {}, passes: 0 }])
  expect(readSeeds(file)).toEqual([{ part: 'F1', seed: 7, env: {}, passes: 0 }])
  writeFileSync(file, '[')
  expect(() => readSeeds(file)).toThrow('seeds.json cannot be read')
  rmSync(folder, { recursive: true })
})

test('lines of figures are found among what the reporter prints', () => {
  const printed = [
    '··F1: 20 kills, 0 lost (seed 7)',
    '·x·',
    'F1: again',
    'AF1: not',
    'no F2: this',
    ' gone for 3 s: 5 orders, VITRINE_SEED=7',
    'seed 77',
  ]
  expect(figuresIn(printed.join('\n'), { beginning: 'F1', seed: 7 })).toBe(
    '20 kills, 0 lost (seed 7); again; gone for 3 s: 5 orders, VITRINE_SEED=7',
  )
})
