import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Libsql from 'libsql'
import * as v from 'valibot'
import { randomToken } from '../sealed.ts'
import { isBusy } from './failure.ts'

/** What the owner of a database file leaves beside it for the command line: `<file>.owner.json`, readable by its user only. */
const Owner = v.object({
  pid: v.number(),
  since: v.number(),
  /** Made anew at each boot; whoever can read it may act as this machine's operator. */
  token: v.string(),
  /** Where the owner's HTTP surface answers; absent until it listens. */
  url: v.optional(v.string()),
})
export type Owner = v.InferOutput<typeof Owner>

export interface Ownership {
  readonly token: string
  /** Tells others on this machine where to reach the owner, once it listens. */
  publishAddress(address: { readonly url: string }): void
  release(): void
}

/** Thrown by `ownFile` when another process has the file. */
export const OWNED = 'VITRINE_DATABASE_OWNED'

/**
 * Makes this process the only one that opens a database file: the bundled SQLite 3.45.1 can corrupt a WAL file that several processes
 * write (fixed in 3.51.3, tursodatabase/libsql#2271). Holds `BEGIN EXCLUSIVE` on the sidecar database `<file>.lock` until `release` or
 * death. Throws at once, with code `VITRINE_DATABASE_OWNED`, when somebody else holds it. Nobody may open the sidecar by other means:
 * closing any handle of it gives POSIX locks away.
 */
export function ownFile(file: string, now: number): Ownership {
  const path = canonical(file)
  refuseNetworkFolder(dirname(path))
  const held = new Libsql(`${path}.lock`)
  try {
    held.exec('pragma busy_timeout = 100')
    held.exec('begin exclusive')
  } catch (error) {
    held.close()
    throw isBusy(error) ? owned(file, recordOf(path)) : error
  }
  const owner: Owner = { pid: process.pid, since: now, token: randomToken() }
  writeRecord(path, owner)
  return {
    token: owner.token,
    publishAddress: ({ url }) => writeRecord(path, { ...owner, url }),
    release() {
      if (!held.open) return
      rmSync(recordPath(path), { force: true })
      held.close()
    },
  }
}

/** The living owner of a database file; undefined when nobody has it open, also after a crash left its record behind. */
export function readOwner(file: string): Owner | undefined {
  const path = canonical(file)
  return existsSync(`${path}.lock`) && isHeld(path) ? recordOf(path) : undefined
}

function isHeld(path: string): boolean {
  const probe = new Libsql(`${path}.lock`)
  try {
    probe.exec('select count(*) from sqlite_master')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    probe.close()
  }
}

function owned(file: string, owner: Owner | undefined): Error {
  const who = owner === undefined ? 'another process' : `process ${owner.pid}`
  const where = owner?.url === undefined ? '' : ` (${owner.url})`
  const message = `${file} is open in ${who}${where}. Stop it first, or run the command while it runs: \`vitrine\` then talks to it.`
  return Object.assign(new Error(message), { code: OWNED })
}

/** One file has one lock, whatever link it is reached by. */
function canonical(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file))
}

function recordPath(path: string): string {
  return `${path}.owner.json`
}

function recordOf(path: string): Owner | undefined {
  try {
    const read = v.safeParse(Owner, JSON.parse(readFileSync(recordPath(path), 'utf8')))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

/** Renamed into place, so that a reader never meets half of it. */
function writeRecord(path: string, owner: Owner): void {
  const fresh = `${recordPath(path)}.${owner.pid}`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, JSON.stringify(owner), { mode: 0o600 })
  renameSync(fresh, recordPath(path))
}

/** File locks and the WAL's shared memory do not work over a network (sqlite.org/wal.html); magic numbers of statfs(2). */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
])

function refuseNetworkFolder(folder: string): void {
  const { type } = statfsSync(folder)
  const name = process.platform === 'linux' ? NETWORK_FILE_SYSTEMS.get(type) : undefined
  if (name === undefined) return
  const advice = 'Put the database on a local disk, or use a libSQL server (url ws://… or https://…).'
  throw new Error(`${folder} is on a network file system (${name}), where SQLite files get lost. ${advice}`)
}
