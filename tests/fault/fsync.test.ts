import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moduleArguments } from '../../packages/core/src/testing/fixtures/fork.ts'
import { stockedFile } from './fixtures/stocked.ts'
import { whyNotTraced } from './fixtures/tracer.ts'

const COMMANDS = 200
const reason = whyNotTraced()

interface Watched {
  readonly commands: number
  readonly commits: number
  /** Times that the log was forced to the disk. */
  readonly syncs: number
}

let folder: string
let file: string
let remove: () => void
beforeAll(async () => {
  const shop = await stockedFile()
  folder = mkdtempSync(join(tmpdir(), 'vitrine-fsync-'))
  remove = shop.remove
  file = shop.file
})
afterAll(() => {
  remove()
  rmSync(folder, { recursive: true, force: true })
})
async function watch(how: string): Promise<Watched> {
  const trace = join(folder, `${how}.txt`)
  const committer = fileURLToPath(new URL('./fixtures/committer.ts', import.meta.url))
  const watching = ['-f', '-y', '-e', 'trace=fdatasync,fsync', '-o', trace, process.execPath]
  const child = spawn('strace', [...watching, ...moduleArguments, committer, file, how, String(COMMANDS)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const said = new Promise((resolve) => child.once('message', resolve))
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(code).toBe(0)
  const syncs = readFileSync(trace, 'utf8').match(/f(data)?sync\(\d+<[^>]*-wal>/g)?.length ?? 0
  return { ...((await said) as Omit<Watched, 'syncs'>), syncs }
}

const isSynced = ({ commits, syncs }: Watched) => syncs >= commits

describe.skipIf(reason !== undefined)(
  `every commit waits for the disk${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    it('under the engine of the shop, where callers of one moment share one', async () => {
      const watched = await watch('engine')
      expect(watched.commits).toBeGreaterThanOrEqual(COMMANDS / 2)
      expect(watched.commits).toBeLessThan(COMMANDS)
      expect(isSynced(watched)).toBe(true)
      process.stdout.write(
        `F3: ${watched.commands} commands, ${watched.commits} commits, ${watched.syncs} fsync of the log\n`,
      )
    })

    it.each(['normal', 'off'])('which a file with synchronous = %s does not, and is caught', async (how) => {
      const watched = await watch(how)
      expect(watched.commits).toBe(COMMANDS)
      expect(isSynced(watched)).toBe(false)
    })
  },
)
