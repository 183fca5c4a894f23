import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type App,
  type Contribution,
  createDatabase,
  createExtensions,
  createIds,
  createLog,
  createSealer,
  type Database,
  type LocalOptions,
  migrate,
  openLocalEngine,
} from '../kernel/index.ts'
import { migrations } from '../migrations/index.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { assertInvariants } from './invariants.ts'

export interface TestApp {
  readonly app: App
  readonly clock: TestClock
  readonly folder: string
  /** Checks that the sums hold, closes the database and removes its folder. */
  close(): Promise<void>
}

export interface TestAppOptions {
  readonly contributes?: readonly Contribution[]
  /** Milliseconds; the clock stands still until the test moves it. */
  readonly now?: number
  /** For tests that break rows on purpose: nothing is checked at the end. */
  readonly isBroken?: boolean
  /** A migrated database instead of a file of its own; closed with the app. */
  readonly database?: Database
  /** Limits of the writer, for tests of a shop that has too much to do. */
  readonly writer?: LocalOptions['limits']
  /** Fills the given bytes; with it ids come again with their seed. */
  readonly random?: (bytes: Uint8Array<ArrayBuffer>) => void
}

/** What holds in any room by itself; stories of a single room name orders and carts that are not there, so references are for whole shops. */
const SUMS = ['I1', 'I2', 'I4'] as const

let template: Promise<string> | undefined

/** An app on its own temporary database file with every migration applied: a copy of a file that is migrated once per process. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { contributes = [], now, isBroken = false, random, writer = {} } = options
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-test-'))
  const clock = createTestClock(now)
  const db = options.database ?? (await openCopy(join(folder, 'shop.db'), { limits: writer }))
  const app: App = {
    db,
    now: clock.now,
    newId: createIds({ now: clock.now, ...(random === undefined ? {} : { random }) }),
    log: createLog({ level: process.env.VITRINE_TEST_LOG === undefined ? 'silent' : 'debug' }),
    extensions: createExtensions(contributes),
    sealer: createSealer([{ id: 'test', secret: 'a secret of the tests' }]),
    settings: {
      mode: 'development',
      publicUrl: 'http://localhost:3000',
      dataFolder: join(folder, 'files'),
      secret: 'a secret of the tests',
    },
  }
  const close = async () => {
    const checked = isBroken ? Promise.resolve() : assertInvariants(app, SUMS)
    await checked.finally(() => db.close())
    rmSync(folder, { recursive: true, force: true })
  }
  return { app, clock, folder, close }
}

async function openCopy(file: string, options: LocalOptions): Promise<Database> {
  template ??= migratedFile()
  copyFileSync(await template, file)
  return createDatabase(openLocalEngine(file, options))
}

async function migratedFile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'template.db')
  const db = createDatabase(openLocalEngine(file))
  await migrate(db, [{ owner: 'core', migrations }], 0)
  await db.close()
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
    throw new Error('the template kept rows in its WAL file')
  return file
}
