/** A request to the platform, as it was answered. */
export interface SandboxCall {
  /** Grows by one with each. */
  readonly number: number
  readonly method: string
  readonly path: string
  readonly query: string
  /** Of its body. */
  readonly bytes: number
  /** Kept for the newest calls only. */
  readonly body: string | null
  /** When it arrived, in milliseconds. */
  readonly at: number
  /** Null until it is answered, and when it never is. */
  readonly status: number | null
  /** Milliseconds until the answer. */
  readonly took: number | null
  /** Which fault was done to it. */
  readonly fault: string | null
}

export interface CallFilter {
  readonly method?: string
  /** A whole path, or its beginning with a star: `/v1/offers/*`. */
  readonly path?: string
  readonly status?: number
  /** Only calls with a greater number. */
  readonly after?: number
}

export interface Journal {
  begin(call: Pick<SandboxCall, 'method' | 'path' | 'query' | 'body' | 'bytes'>): Ending
  calls(filter?: CallFilter): SandboxCall[]
  /** Begins to count calls, also those that are forgotten later: once when they come, and again when they are answered. */
  counter(isCounted: Counted): () => number
  /** Resolves with the calls when there are so many; rejects with what came instead. */
  waitForCalls(filter: CallFilter & { readonly count?: number; readonly timeout?: number }): Promise<SandboxCall[]>
  /** Calls that are not answered yet. */
  readonly open: () => number
  /** Milliseconds since the last call came or was answered. */
  readonly quiet: () => number
  clear(): void
}

/** Whether a call counts; its status is null until it is answered. */
export type Counted = (call: SandboxCall) => boolean

type Ending = (end: Pick<SandboxCall, 'status' | 'fault'>) => void

const KEPT = 20_000
const BODIES = 500

/** Every request, the newest 20 000. */
export function createJournal(now: () => number): Journal {
  let entries: SandboxCall[] = []
  let number = 0
  let open = 0
  let active = performance.now()
  const waiting = new Set<() => void>()
  const counters: ((call: SandboxCall) => void)[] = []
  const changed = () => {
    active = performance.now()
    for (const look of waiting) look()
  }
  const calls = (filter: CallFilter = {}) =>
    entries.filter((call) => matches(call, filter)).map((call) => ({ ...call }))
  return {
    calls,
    counter(isCounted) {
      const counting = countingOf(isCounted)
      counters.push(counting.look)
      return counting.total
    },
    open: () => open,
    quiet: () => performance.now() - active,
    clear: () => {
      entries = []
    },
    begin(call) {
      number += 1
      open += 1
      const entry: SandboxCall = { ...call, number, at: now(), status: null, took: null, fault: null }
      const began = performance.now()
      entries.push(entry)
      forget(entries)
      for (const look of counters) look(entry)
      changed()
      return (end) => {
        open -= 1
        Object.assign(entry, end, { took: performance.now() - began })
        for (const look of counters) look(entry)
        changed()
      }
    },
    waitForCalls({ count = 1, timeout = 5_000, ...filter }) {
      const found = () => entries.filter((call) => call.status !== null && matches(call, filter))
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          waiting.delete(look)
          clearTimeout(timer)
          settle()
        }
        const look = () => {
          if (found().length >= count) end(() => resolve(found().map((call) => ({ ...call }))))
        }
        const timer = setTimeout(() => end(() => reject(tooFew({ filter, count, found: found(), entries }))), timeout)
        waiting.add(look)
        look()
      })
    },
  }
}

/** What is answered is looked at no more: only calls under way are remembered. */
function countingOf(isCounted: Counted) {
  const open = new Set<SandboxCall>()
  let total = 0
  return {
    total: () => total,
    look(call: SandboxCall) {
      const was = open.delete(call)
      const is = isCounted(call)
      total += Number(is) - Number(was)
      if (is && call.took === null) open.add(call)
    },
  }
}

function forget(entries: SandboxCall[]): void {
  if (entries.length > KEPT) entries.splice(0, entries.length - KEPT)
  const old = entries.at(-BODIES - 1)
  if (old !== undefined) Object.assign(old, { body: null })
}

function matches(call: SandboxCall, { method, path, status, after = 0 }: CallFilter): boolean {
  const isPath =
    path === undefined || (path.endsWith('*') ? call.path.startsWith(path.slice(0, -1)) : call.path === path)
  return (
    isPath &&
    call.number > after &&
    (method === undefined || call.method === method) &&
    (status === undefined || call.status === status)
  )
}

function tooFew({
  filter,
  count,
  found,
  entries,
}: Record<'found' | 'entries', SandboxCall[]> & { filter: CallFilter; count: number }) {
  const last = entries.slice(-8).map(({ method, path, status }) => `${method} ${path} ${status ?? 'unanswered'}`)
  return new Error(
    `${found.length} of ${count} calls like ${JSON.stringify(filter)}; the last were ${last.join(', ') || 'none at all'}`,
  )
}
