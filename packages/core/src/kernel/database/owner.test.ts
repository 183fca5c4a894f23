import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exit, forkModule, message } from '../../testing/fixtures/fork.ts'
import { OWNED, ownFile, readOwner } from './owner.ts'

let folder: string
let file: string
const children: ChildProcess[] = []

const other = async (path = file) => {
  const child = forkModule(new URL('./fixtures/owner.ts', import.meta.url), { args: [path] })
  children.push(child)
  return { child, said: await message<{ token?: string; code?: string; message?: string }>(child) }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-owner-'))
  file = join(folder, 'shop.db')
})

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL')
    await exit(child)
  }
  rmSync(folder, { recursive: true, force: true })
})

describe('the owner of a database file', () => {
  it('is the only process that has it: a second one is told at once who it is and how to go on', async () => {
    const { child } = await other()
    const started = performance.now()
    expect(() => ownFile(file, 1)).toThrow(
      expect.objectContaining({
        code: OWNED,
        message: expect.stringContaining(`process ${child.pid} (http://localhost`),
      }),
    )
    expect(performance.now() - started).toBeLessThan(1_000)
    expect((await other()).said).toMatchObject({ code: OWNED, message: expect.stringContaining('Stop it first') })
  })

  it('is also alone within its own process', () => {
    const owner = ownFile(file, 1)
    expect(() => ownFile(file, 1)).toThrow('is open in process')
    owner.release()
    ownFile(file, 1).release()
  })

  it('is free again the moment its process is killed', async () => {
    const { child } = await other()
    child.kill('SIGKILL')
    await exit(child)
    expect(existsSync(`${file}.owner.json`)).toBe(true)
    expect(readOwner(file)).toBeUndefined()
    const owner = ownFile(file, 1)
    expect(readOwner(file)).toMatchObject({ pid: process.pid, token: owner.token })
    owner.release()
  })

  it('leaves its address and the token of this boot beside the file, for its own user only', async () => {
    expect(readOwner(file)).toBeUndefined()
    const { child, said } = await other()
    expect(readOwner(file)).toEqual({ pid: child.pid, since: 1, token: said.token, url: 'http://localhost:4000' })
    expect(statSync(`${file}.owner.json`).mode & 0o777).toBe(0o600)
    child.send('release')
    await exit(child)
    expect(existsSync(`${file}.owner.json`)).toBe(false)
    const owner = ownFile(file, 1)
    expect(owner.token).not.toBe(said.token)
    expect(readOwner(file)?.url).toBeUndefined()
    owner.release()
  })

  it('is one for all links to the file', async () => {
    writeFileSync(file, '')
    symlinkSync(file, join(folder, 'link.db'))
    await other(join(folder, 'link.db'))
    expect(() => ownFile(file, 1)).toThrow('is open in process')
  })

  it('is known although its record is broken', async () => {
    await other()
    writeFileSync(`${file}.owner.json`, '{"pid":')
    expect(() => ownFile(file, 1)).toThrow('is open in another process')
  })
})
