import { type App, type Database, HOUR } from '../kernel/index.ts'

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
  /**
   * Loads what is missing and keeps it, unless a commit touched one of its topics while it was being loaded:
   * an answer is never older than the data at the moment it was asked for.
   */
  load<T>(key: string, make: () => Promise<KeptValue<T>>): Promise<T>
  loadMany<T>(
    keys: ReadonlyMap<string, string>,
    make: (ids: readonly string[]) => Promise<ReadonlyMap<string, KeptValue<T>>>,
  ): Promise<Map<string, T>>
}

/** Any picture: which cards show it is not known from its row, and pictures change rarely. */
export const MEDIA = 'media'

/** Commands that may plan a new date at which something changes by itself. */
const PLANS_DATES = /^(catalog|pricing|markets)\./

const BUDGET = 48 * 1_048_576
/** Another process may write to a shared server: what it changed is seen after this time. */
const REMOTE_AGE = 2_000

interface Entry {
  readonly value: unknown
  readonly topics: readonly string[]
  readonly bytes: number
  readonly until: number
}

interface Shelf {
  readonly entries: Map<string, Entry>
  readonly byTopic: Map<string, Set<string>>
  readonly loading: Set<Set<string>>
  bytes: number
  boundary: number
  isBoundaryOld: boolean
}

const shelves = new WeakMap<Database, Shelf>()

/** The kept answers of this process, thrown away by topic after each commit, and all at the next date boundary (a publication or price that starts or ends). */
export function keptAnswers(app: Pick<App, 'db' | 'now'>, nextBoundary: () => Promise<number>): KeptStore {
  const shelf = shelves.get(app.db) ?? openShelf(app.db)
  const crossBoundary = async (): Promise<void> => {
    const isCrossed = app.now() >= shelf.boundary
    if (!isCrossed && !shelf.isBoundaryOld) return
    if (isCrossed) clear(shelf)
    shelf.isBoundaryOld = false
    shelf.boundary = Math.min(await nextBoundary(), app.now() + HOUR)
  }
  const fresh = (key: string): Entry | undefined => {
    const entry = shelf.entries.get(key)
    if (entry === undefined || entry.until <= app.now() || app.now() >= shelf.boundary) return undefined
    shelf.entries.delete(key)
    shelf.entries.set(key, entry)
    return entry
  }
  const until = () => (app.db.kind === 'remote' ? app.now() + REMOTE_AGE : Number.POSITIVE_INFINITY)
  const loadMany: KeptStore['loadMany'] = async <T>(
    keys: ReadonlyMap<string, string>,
    make: (ids: readonly string[]) => Promise<ReadonlyMap<string, KeptValue<T>>>,
  ) => {
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
      for (const [id, made] of await make(missing)) {
        found.set(id, made.value)
        if (!made.topics.some((topic) => touched.has(topic)))
          put(shelf, keys.get(id) as string, { ...made, until: until() })
      }
    } finally {
      shelf.loading.delete(touched)
    }
    return found
  }
  return {
    get: <T>(key: string) => fresh(key)?.value as T | undefined,
    loadMany,
    async load<T>(key: string, make: () => Promise<KeptValue<T>>) {
      const kept = fresh(key)
      if (kept !== undefined) return kept.value as T
      const made = await loadMany(new Map([[key, key]]), async () => new Map([[key, await make()]]))
      return made.get(key) as T
    },
  }
}

function openShelf(db: Database): Shelf {
  const shelf: Shelf = {
    entries: new Map(),
    byTopic: new Map(),
    loading: new Set(),
    bytes: 0,
    boundary: 0,
    isBoundaryOld: true,
  }
  shelves.set(db, shelf)
  db.afterCommit(({ name }, touched) => {
    if (PLANS_DATES.test(name)) shelf.isBoundaryOld = true
    for (const touch of touched) {
      const topic = touch.startsWith('media:') ? MEDIA : touch
      for (const load of shelf.loading) load.add(topic)
      for (const key of shelf.byTopic.get(topic) ?? []) drop(shelf, key)
    }
  })
  return shelf
}

function put(shelf: Shelf, key: string, entry: Entry): void {
  drop(shelf, key)
  shelf.entries.set(key, entry)
  shelf.bytes += entry.bytes
  for (const topic of entry.topics) {
    const keys = shelf.byTopic.get(topic)
    if (keys === undefined) shelf.byTopic.set(topic, new Set([key]))
    else keys.add(key)
  }
  while (shelf.bytes > BUDGET) drop(shelf, shelf.entries.keys().next().value as string)
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
