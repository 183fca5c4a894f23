/** Records of a platform whose own reads may lag behind its writes. Values are never changed in place. */
export interface Versions<T> {
  /** As it is now: what writes look at. */
  get(key: string): T | undefined
  /** As the platform's reads see it. */
  seen(key: string): T | undefined
  set(key: string, value: T): void
  remove(key: string): void
  readonly all: () => T[]
  readonly allSeen: () => T[]
}

interface Version<T> {
  readonly at: number
  /** Undefined: it was not there. */
  readonly value: T | undefined
}

/** Keeps of each record what a read may still see, and no more. */
export function createVersions<T>({ now, staleness }: { now: () => number; staleness: () => number }): Versions<T> {
  const records = new Map<string, Version<T>[]>()
  const write = (key: string, value: T | undefined) => {
    const horizon = now() - staleness()
    const old = records.get(key) ?? []
    const visible = old.findLastIndex(({ at }) => at <= horizon)
    const kept = old.slice(Math.max(visible, 0))
    if (value === undefined && kept.every((version) => version.value === undefined)) records.delete(key)
    else records.set(key, [...kept, { at: now(), value }])
  }
  const at = (versions: readonly Version<T>[] | undefined, time: number) =>
    versions?.findLast((version) => version.at <= time)?.value
  const seenAt = () => (staleness() === 0 ? Number.POSITIVE_INFINITY : now() - staleness())
  const everything = (time: number) => [...records.values()].flatMap((versions) => at(versions, time) ?? [])
  return {
    get: (key) => records.get(key)?.at(-1)?.value,
    seen: (key) => at(records.get(key), seenAt()),
    set: write,
    remove: (key) => write(key, undefined),
    all: () => everything(Number.POSITIVE_INFINITY),
    allSeen: () => everything(seenAt()),
  }
}
