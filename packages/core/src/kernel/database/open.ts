import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../log.ts'
import type { Clock } from '../time.ts'
import { createDatabase, type Database } from './database.ts'
import { openLocalEngine } from './local/engine.ts'
import { type Ownership, ownFile } from './owner.ts'
import { openRemoteEngine, type RemoteOptions } from './remote/engine.ts'

export interface DatabaseOptions extends Pick<RemoteOptions, 'deadlineMs'> {
  /** `file:./data/shop.db` is embedded; `libsql:`, `wss:`, `ws:`, `https:` and `http:` reach a libSQL server. */
  readonly url: string
  readonly authToken?: string
  readonly now: Clock
  readonly log?: Logger
}

export interface OpenDatabase {
  readonly db: Database
  /** Of an embedded file, which this process alone may open; null with a server. */
  readonly owner: Ownership | null
}

/** Opens the shop's database. Throws when the url is not understood, or with code `VITRINE_DATABASE_OWNED` when another process has the file. */
export function openDatabase({ url, authToken, now, log, deadlineMs }: DatabaseOptions): OpenDatabase {
  const logs = log === undefined ? {} : { log }
  const file = fileOf(url)
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true })
    const owner = ownFile(file, now())
    const { close, ...engine } = openOwned(file, owner, logs)
    const closeAll = () => close().finally(() => owner.release())
    return { db: createDatabase({ ...engine, close: closeAll }, logs), owner }
  }
  if (!/^(libsql|wss?|https?):\/\//.test(url))
    throw new Error(`${url} is no database url: use file:, libsql:, wss:, ws:, https: or http:`)
  const server = { url, ...(authToken === undefined ? {} : { authToken }) }
  const engine = openRemoteEngine(server, deadlineMs === undefined ? {} : { deadlineMs })
  return { db: createDatabase(engine, logs), owner: null }
}

/** The path of a `file:` url, relative ones too (`file:./shop.db`); undefined for others. Throws when it names no file. */
export function fileOf(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  const file = url.startsWith('file://') ? fileURLToPath(url) : decodeURI(url.slice('file:'.length))
  // The engine would take an empty name for a database of its own that is gone when it is closed.
  if (file === '' || /[/\\]$/.test(file)) throw new Error(`${url} names no file: write file:./shop.db`)
  return file
}

function openOwned(file: string, owner: Ownership, logs: { readonly log?: Logger }) {
  try {
    return openLocalEngine(file, logs)
  } catch (error) {
    owner.release()
    throw error
  }
}
