import { turn } from './turn.ts'

type Load<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>

/** Joins what many requests want at the same time: those who ask in one turn of the event loop share one load. */
export type Gatherings = <T>(wish: Wish<T>) => Promise<ReadonlyMap<string, T>>

interface Wish<T> {
  /** Whoever says the same name wants the same of an id. */
  readonly name: string
  readonly ids: readonly string[]
  readonly load: Load<T>
}

interface Gathering {
  readonly ids: Set<string>
  readonly found: Promise<ReadonlyMap<string, unknown>>
}

/** So many ids are a load of their own: nobody shall wait for the rows of everybody. */
const FULL = 40

/** A load answers for all that joined it, so that one may find more than it asked for. It fails for all of them, too. */
export function createGatherings(): Gatherings {
  const open = new Map<string, Gathering>()
  const begin = <T>(name: string, load: Load<T>): Gathering => {
    const ids = new Set<string>()
    const found = turn().then(() => {
      if (open.get(name) === gathering) open.delete(name)
      return load([...ids])
    })
    const gathering = { ids, found }
    open.set(name, gathering)
    return gathering
  }
  return <T>({ name, ids, load }: Wish<T>) => {
    const gathering = open.get(name) ?? begin(name, load)
    for (const id of ids) gathering.ids.add(id)
    if (gathering.ids.size >= FULL) open.delete(name)
    return gathering.found as Promise<ReadonlyMap<string, T>>
  }
}
