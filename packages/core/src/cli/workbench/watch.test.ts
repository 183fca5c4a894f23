import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onChange } from './watch.ts'

let folder: string
let stop: AbortController
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-watch-'))
  stop = new AbortController()
  writeFileSync(join(folder, 'index.ts'), '1')
})
afterEach(() => {
  stop.abort()
  rmSync(folder, { recursive: true, force: true })
})

it('tells of files that are written, put in the place of others, and made in new folders, and of no tests', async () => {
  const work = vi.fn(() => Promise.resolve())
  onChange(folder, work, stop.signal)
  const told = (count: number) => vi.waitFor(() => expect(work).toHaveBeenCalledTimes(count), { timeout: 10_000 })
  const pause = () => new Promise((done) => setTimeout(done, 150))
  writeFileSync(join(folder, 'index.test.ts'), '1')
  await pause()
  await told(0)
  writeFileSync(join(folder, 'other'), '2')
  renameSync(join(folder, 'other'), join(folder, 'index.ts'))
  await told(1)
  await pause()
  mkdirSync(join(folder, 'api'))
  await pause()
  writeFileSync(join(folder, 'api/calls.ts'), '1')
  await told(2)
})

it('works off one change at a time, and what comes meanwhile as one more', async () => {
  let end = () => {}
  const work = vi.fn(
    () =>
      new Promise<void>((done) => {
        end = done
      }),
  )
  onChange(folder, work, stop.signal)
  writeFileSync(join(folder, 'index.ts'), '2')
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1), { timeout: 10_000 })
  for (const text of ['3', '4', '5']) writeFileSync(join(folder, 'index.ts'), text)
  await new Promise((done) => setTimeout(done, 150))
  expect(work).toHaveBeenCalledTimes(1)
  end()
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2), { timeout: 10_000 })
  end()
  await new Promise((done) => setTimeout(done, 150))
  expect(work).toHaveBeenCalledTimes(2)
})
