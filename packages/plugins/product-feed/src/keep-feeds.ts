import { type Logger, MINUTE } from '@vitrine/core'
import type { DeskParts, Feed } from './desk.ts'
import { type Shelf, shelf } from './files/keep.ts'
import { makeFile } from './files/make.ts'
import type { FileRow } from './files/tables.ts'
import { newGoods } from './files/walk.ts'

export interface KeepParts extends Pick<DeskParts, 'db' | 'now' | 'connection' | 'url'> {
  readonly connections: () => Promise<readonly Feed[]>
  /** Lists variants on a connection. */
  readonly list: (connectionId: string, variants: readonly string[]) => Promise<unknown>
  readonly newId: (prefix: string) => string
  readonly log: Logger
  readonly signal: AbortSignal | undefined
}

/** Makes the files that are due, one after another; one that cannot be made stops no other. */
export async function keepFeeds(parts: KeepParts): Promise<void> {
  const files = shelf(parts.db)
  const rows = new Map((await files.all()).map((row) => [row.connectionId, row]))
  const live = await parts.connections()
  const isLive = new Set(live.map(({ id }) => id))
  for (const feed of live) if (isDue(feed, rows.get(feed.id), parts.now())) await make(parts, files, feed, true)
  for (const row of rows.values()) if (!isLive.has(row.connectionId)) await keepQuiet(parts, files, row)
}

function isDue({ api }: Feed, row: FileRow | undefined, now: number): boolean {
  if (row === undefined || row.madeAt === null || row.askedAt !== null || !row.isPublic) return true
  if (JSON.stringify(row.madeOf) !== JSON.stringify(api.settings)) return true
  return now - row.madeAt >= api.settings.everyMinutes * MINUTE
}

/** A feed that is not live is made when somebody asks; one that is gone leaves nothing. */
async function keepQuiet(parts: KeepParts, files: Shelf, row: FileRow): Promise<void> {
  const feed = await parts.connection(row.connectionId)
  if (feed === undefined) await files.drop(row.connectionId)
  else if (row.askedAt !== null) await make(parts, files, feed, row.isPublic)
}

async function make(parts: KeepParts, files: Shelf, feed: Feed, isPublic: boolean): Promise<void> {
  const { newId, now, url, signal, log } = parts
  try {
    const isNew = await listNew(parts, feed)
    const version = `${feed.id}/${newId('pff')}`
    await makeFile({ connection: feed, shelf: files, url, version, isPublic, now, signal })
    // What was new is handed to the file while this one was made: the next one is of after it.
    if (isNew) await files.ask(feed.id, now())
  } catch (error) {
    if (signal?.aborted === true) throw error
    log.warn({ err: error, connectionId: feed.id }, 'the file of a feed could not be made')
    await files.fail(feed.id, { error: error instanceof Error ? error.message : String(error), madeAt: now() })
  }
}

/** Lists what the sales channel sells and nobody listed yet, unless somebody chooses. Whether there was any. */
async function listNew({ list, signal }: KeepParts, feed: Feed): Promise<boolean> {
  if (feed.api.settings.items === 'chosen') return false
  let isNew = false
  for await (const variants of newGoods(feed, signal)) {
    await list(feed.id, variants)
    isNew = true
  }
  return isNew
}
