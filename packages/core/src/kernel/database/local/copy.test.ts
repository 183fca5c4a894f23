import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { openLocalEngine } from './engine.ts'

let folder: string
let engine: Engine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-copy-'))
  engine = openLocalEngine(join(folder, 'shop.db'))
  await engine.batch([
    { sql: 'create table pairs (a integer not null, b integer not null check (a = b)) strict', args: [] },
    { sql: 'insert into pairs select value, value from generate_series(1, 20000)', args: [] },
  ])
})

afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const copied = async (file: string, sql: string) => {
  const copy = openLocalEngine(file)
  return copy.read(sql, []).finally(() => copy.close())
}

it('copies what is committed while writes go on, and lets the event loop turn', async () => {
  const file = join(folder, 'copy.db')
  let turns = 0
  const ticking = setInterval(() => {
    turns += 1
  }, 1)
  let isDone = false
  const copying = engine.copyTo?.(file).then(() => {
    isDone = true
  })
  while (!isDone) await engine.batch([{ sql: 'update pairs set a = a + 1, b = b + 1 where rowid <= 50', args: [] }])
  await copying
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(3)
  expect(await copied(file, 'pragma integrity_check')).toEqual([['ok']])
  expect(await copied(file, 'select count(*), sum(a = b) from pairs')).toEqual([[20_000, 20_000]])
})

it('refuses to write over a file, and leaves the shop working', async () => {
  const file = join(folder, 'copy.db')
  await engine.copyTo?.(file)
  await expect(engine.copyTo?.(file)).rejects.toThrow('already exists')
  expect(await engine.read('select count(*) from pairs', [])).toEqual([[20_000]])
})
