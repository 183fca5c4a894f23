import { sql } from 'drizzle-orm'
import type { RecordedEvent } from '../events/index.ts'
import { type App, type Database, query, systemContext, turn } from '../kernel/index.ts'
import { isCovered } from './covered.ts'
import { reindex } from './reindex.ts'

const head = query((q) => q.select({ number: sql<number>`coalesce(max(number), 0)`.as('number') }).from(sql`events`))

/** Products that are indexed in one command: few, so that nobody waits for the writer for long. */
export const TOGETHER = 8

/** Products whose index is remembered to be newer than their next events; enough for what an import is ahead of its events. */
const REMEMBERED = 50_000

/** Products that are being indexed. */
interface Indexing {
  /** The last event that it will cover: any of now, before it has read. */
  until: number
  done: Promise<void>
}

interface Memory {
  /** Product id to the last event that its index covers. */
  readonly seen: Map<string, number>
  readonly busy: Map<string, Indexing>
  /** Products of events that arrived at the same moment, and the work that will index them. */
  gathering: { readonly ids: Set<string>; readonly done: Promise<void> } | undefined
}

const memories = new WeakMap<Database, Memory>()

function memoryOf(db: Database): Memory {
  const memory = memories.get(db) ?? { seen: new Map(), busy: new Map(), gathering: undefined }
  memories.set(db, memory)
  return memory
}

/**
 * One write of a product makes several events (its variants, its prices). The index is made from the rooms as they are now, and so covers
 * every event that was committed before it was read: those are passed over. After a restart nothing is remembered, and work is only done twice.
 * Products whose events are taken at the same time are indexed together, by commands that belong to none of the events: repeating them harms nothing.
 */
export async function indexOnce(
  app: App,
  event: Pick<RecordedEvent<{ readonly productId: string }>, 'number' | 'data' | 'commandId'>,
): Promise<void> {
  if (isCovered(app.db, event)) return
  const { number, data } = event
  const memory = memoryOf(app.db)
  if ((memory.seen.get(data.productId) ?? 0) >= number) return
  const busy = memory.busy.get(data.productId)
  if (busy !== undefined && busy.until >= number) return busy.done
  memory.gathering ??= gather(app, memory)
  memory.gathering.ids.add(data.productId)
  await memory.gathering.done
}

function gather(app: App, memory: Memory): { ids: Set<string>; done: Promise<void> } {
  const ids = new Set<string>()
  const done = turn().then(() => {
    memory.gathering = undefined
    return indexProducts(app, [...ids])
  })
  return { ids, done }
}

/** Brings the index of products up to what is committed now, a few to a command; their events until now are then passed over. */
export async function indexProducts(app: App, productIds: readonly string[]): Promise<void> {
  for (let at = 0; at < productIds.length; at += TOGETHER) await indexTogether(app, productIds.slice(at, at + TOGETHER))
}

async function indexTogether(app: App, ids: readonly string[]): Promise<void> {
  const { seen, busy } = memoryOf(app.db)
  const work: Indexing = { until: Number.POSITIVE_INFINITY, done: Promise.resolve() }
  work.done = index(app, ids, work)
  for (const id of ids) busy.set(id, work)
  try {
    await work.done
    for (const id of ids) remember(seen, id, work.until)
  } finally {
    for (const id of ids) if (busy.get(id) === work) busy.delete(id)
  }
}

async function index(app: App, ids: readonly string[], work: Indexing): Promise<void> {
  await turn()
  work.until = (await app.db.get(head))?.number ?? 0
  await reindex(systemContext(app), ids)
}

function remember(seen: Map<string, number>, id: string, until: number): void {
  seen.delete(id)
  if (seen.size >= REMEMBERED) seen.delete(seen.keys().next().value as string)
  seen.set(id, until)
}
