import type { App } from './context.ts'
import type { Database } from './database/database.ts'
import { extensionPoint } from './extensions.ts'
import { createGatherings, type Gatherings } from './gathering.ts'
import { HOUR, SECOND } from './time.ts'

/** An answer worth keeping: what it depends on and until when it can be true. */
export interface KeptValue<T> {
  readonly value: T
  /** What makes it old when a commit touches it. */
  readonly topics: readonly string[]
  /** Rough size in bytes, for the budget. */
  readonly bytes: number
}

export interface KeptStore {
  get<T>(key: string): T | undefined
  /** Keeps what this process just wrote and committed, until another commit touches one of its topics. */
  put<T>(key: string, made: KeptValue<T>): void
  drop(key: string): void
  /**
   * Loads what is missing and keeps it, unless a commit touched one of its topics while it was being loaded:
   * an answer is never older than the data at the moment it was asked for.
   */
  load<T>(key: string, make: () => Promise<KeptValue<T>>): Promise<T>
  /** The same for things that have ids; the keys are by id. */
  loadMany<T>(keys: ReadonlyMap<string, string>, make: LoadMany<T>): Promise<Map<string, T>>
  /** The same under `prefix id`; what many requests miss in one turn of the event loop is loaded at once, for all of them by the first. */
  loadTogether<T>(wish: { ids: readonly string[]; prefix: string; load: LoadMany<T> }): Promise<Map<string, T>>
}

type LoadMany<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, KeptValue<T>>>

/** How things that have ids are kept one by one. */
export interface KeptById<T> {
  readonly ids: readonly string[]
  /** Tells this way of looking at things from all others; the id is added. */
  readonly prefix: string
  readonly kind?: KeptKind
  /** Reads all of them: what is kept proved old, as when somebody wrote to the file with a tool. */
  readonly anew?: boolean | undefined
  readonly load: LoadMany<T>
}

/** What makes answers old by itself, at a date: a publication or price that begins or ends. */
export interface Boundary {
  /** The next date after now, in milliseconds; infinity when nothing is planned. */
  next(app: Pick<App, 'db' | 'now'>): Promise<number>
  /** Whether a command of this name may plan a new date. */
  isPlannedBy(command: string): boolean
}

/** Rooms whose rows have dates say when the next one comes: `contribute(boundary, prices)`. */
export const boundary = extensionPoint<Boundary>('kernel.boundary')

/** Any picture: which answers show it is not known from its row, and pictures change rarely. */
export const MEDIA = 'media'

const MEGABYTE = 1_048_576
/** `answers` are asked for by many; of `recent` there is a stream, each wanted for some minutes (carts, orders), which must not wash them away. */
const BUDGETS = { answers: 48 * MEGABYTE, recent: 8 * MEGABYTE }
export type KeptKind = keyof typeof BUDGETS
/** Another process may write to a shared server: what it changed is seen after this time. */
const REMOTE_AGE = 2 * SECOND

interface Entry {
  readonly value: unknown
  readonly topics: readonly string[]
  readonly bytes: number
  readonly until: number
  /** How many were put before it was last asked for. */
  usedAt: number
}

interface Shelf {
  readonly budget: number
  readonly entries: Map<string, Entry>
  readonly byTopic: Map<string, Set<string>>
  readonly loading: Set<Set<string>>
  readonly gatherings: Gatherings
  /** How many were ever put. */
  puts: number
  bytes: number
  boundary: number
  isBoundaryOld: boolean
}

const shelves = { answers: new WeakMap<Database, Shelf>(), recent: new WeakMap<Database, Shelf>() }

/** The kept answers of this process, thrown away by topic after each commit, and all at the next date boundary (a publication or price that starts or ends). */
export function keptAnswers(app: Pick<App, 'db' | 'now' | 'extensions'>, kind: KeptKind = 'answers'): KeptStore {
  const shelf = shelves[kind].get(app.db) ?? openShelf(app, kind)
  const crossBoundary = async (): Promise<void> => {
    const isCrossed = app.now() >= shelf.boundary
    if (!isCrossed && !shelf.isBoundaryOld) return
    if (isCrossed) clear(shelf)
    shelf.isBoundaryOld = false
    const dates = await Promise.all(app.extensions.of(boundary).map(({ next }) => next(app)))
    shelf.boundary = Math.min(...dates, app.now() + HOUR)
  }
  const fresh = (key: string): Entry | undefined => {
    const entry = shelf.entries.get(key)
    if (entry === undefined || entry.until <= app.now() || app.now() >= shelf.boundary) return undefined
    if (shelf.bytes > shelf.budget / 2 && shelf.puts - entry.usedAt > shelf.entries.size / 4) renew(shelf, key, entry)
    return entry
  }
  const until = () => (app.db.kind === 'remote' ? app.now() + REMOTE_AGE : Number.POSITIVE_INFINITY)
  const loadMany: KeptStore['loadMany'] = async <T>(keys: ReadonlyMap<string, string>, make: LoadMany<T>) => {
    await crossBoundary()
    const found = new Map<string, T>()
    const missing: string[] = []
    for (const [id, key] of keys) {
      const entry = fresh(key)
      if (entry === undefined) missing.push(id)
      else found.set(id, entry.value as T)
    }
    if (missing.length === 0) return found
    const touched = new Set<string>()
    shelf.loading.add(touched)
    try {
      const loaded = await make(missing)
      for (const id of missing) {
        const made = loaded.get(id)
        if (made === undefined) continue
        found.set(id, made.value)
        if (!made.topics.some((topic) => touched.has(topic))) put(shelf, keys.get(id) as string, made, until())
      }
    } finally {
      shelf.loading.delete(touched)
    }
    return found
  }
  return {
    get: <T>(key: string) => fresh(key)?.value as T | undefined,
    drop: (key) => drop(shelf, key),
    put: (key, made) => put(shelf, key, made, until()),
    loadMany,
    loadTogether: ({ ids, prefix, load }) =>
      loadMany(keysOf(prefix, ids), (missing) => shelf.gatherings({ name: prefix, ids: missing, load })),
    async load<T>(key: string, make: () => Promise<KeptValue<T>>) {
      const kept = fresh(key)
      if (kept !== undefined) return kept.value as T
      const made = await loadMany(new Map([[key, key]]), async () => new Map([[key, await make()]]))
      return made.get(key) as T
    },
  }
}

/** Keeps what was just written and committed for `keptById` of kind `recent`; nothing with a shared server. */
export function keepById<T>(
  app: Pick<App, 'db' | 'now' | 'extensions'>,
  { prefix, id, made }: { readonly prefix: string; readonly id: string; readonly made: KeptValue<T> },
): void {
  if (app.db.kind === 'local') keptAnswers(app, 'recent').put(`${prefix} ${id}`, made)
}

/**
 * Things by their ids, from the kept ones where they are still true, for decisions that must not rest on old rows: with a shared server,
 * where another process may have written, all are read.
 */
export async function keptById<T>(
  app: Pick<App, 'db' | 'now' | 'extensions'>,
  { ids, prefix, kind = 'answers', anew = false, load }: KeptById<T>,
): Promise<Map<string, T>> {
  if (ids.length === 0) return new Map()
  if (app.db.kind === 'remote') return new Map([...(await load(ids))].map(([id, { value }]) => [id, value]))
  const store = keptAnswers(app, kind)
  if (anew) for (const key of keysOf(prefix, ids).values()) store.drop(key)
  return kind === 'answers' ? store.loadTogether({ ids, prefix, load }) : store.loadMany(keysOf(prefix, ids), load)
}

function keysOf(prefix: string, ids: readonly string[]): Map<string, string> {
  return new Map(ids.map((id) => [id, `${prefix} ${id}`]))
}

function openShelf({ db, extensions }: Pick<App, 'db' | 'extensions'>, kind: KeptKind): Shelf {
  const dated = extensions.of(boundary)
  const shelf: Shelf = {
    budget: BUDGETS[kind],
    entries: new Map(),
    byTopic: new Map(),
    loading: new Set(),
    gatherings: createGatherings(),
    puts: 0,
    bytes: 0,
    boundary: 0,
    isBoundaryOld: true,
  }
  shelves[kind].set(db, shelf)
  db.afterCommit(({ name }, touched) => {
    if (dated.some(({ isPlannedBy }) => isPlannedBy(name))) shelf.isBoundaryOld = true
    for (const touch of touched) {
      const topic = touch.startsWith('media:') ? MEDIA : touch
      for (const load of shelf.loading) load.add(topic)
      for (const key of shelf.byTopic.get(topic) ?? []) drop(shelf, key)
    }
  })
  return shelf
}

/** Those that were asked for lately are thrown away last; while there is room, nobody is. */
function renew({ entries, puts }: Shelf, key: string, entry: Entry): void {
  entry.usedAt = puts
  entries.delete(key)
  entries.set(key, entry)
}

function put<T>(shelf: Shelf, key: string, { value, topics, bytes }: KeptValue<T>, until: number): void {
  drop(shelf, key)
  shelf.puts += 1
  shelf.entries.set(key, { value, topics, bytes, until, usedAt: shelf.puts })
  shelf.bytes += bytes
  for (const topic of topics) {
    const keys = shelf.byTopic.get(topic)
    if (keys === undefined) shelf.byTopic.set(topic, new Set([key]))
    else keys.add(key)
  }
  while (shelf.bytes > shelf.budget) drop(shelf, shelf.entries.keys().next().value as string)
}

function drop(shelf: Shelf, key: string): void {
  const entry = shelf.entries.get(key)
  if (entry === undefined) return
  shelf.entries.delete(key)
  shelf.bytes -= entry.bytes
  for (const topic of entry.topics) {
    const keys = shelf.byTopic.get(topic)
    keys?.delete(key)
    if (keys?.size === 0) shelf.byTopic.delete(topic)
  }
}

function clear(shelf: Shelf): void {
  shelf.entries.clear()
  shelf.byTopic.clear()
  shelf.bytes = 0
}
