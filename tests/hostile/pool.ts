import * as fc from 'fast-check'

/**
 * What the shop has answered so far, by the name of the field or the collection of the path: ids and codes that exist, so that garbage
 * gets past the door and meets real things.
 */
export interface Pool {
  /** Remembers every text and id of an answer. */
  learn(path: string, value: unknown): void
  /** Something that exists under one of these names, or nothing. */
  pick(names: readonly string[], at: number): string | undefined
}

const MOST = 40

export function createPool(): Pool {
  const known = new Map<string, string[]>()
  const prefixes = new Map<string, string>()
  const add = (name: string, text: string) => {
    const list = known.get(name) ?? []
    known.set(name, list)
    if (text === '' || text.length > 200 || list.includes(text)) return
    list.push(text)
    if (list.length > MOST) list.splice(MOST / 2, 1)
  }
  /** Answers about a thing hold other things too: the first id of a collection tells what its ids look like. */
  const addId = (owner: string, id: string) => {
    const prefix = prefixOf(id)
    add(prefix, id)
    if (!prefixes.has(owner)) prefixes.set(owner, prefix)
    if (prefixes.get(owner) === prefix) add(singular(owner), id)
  }
  const walk = (value: unknown, owner: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, owner)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry === 'string') {
        if (key === 'id') addId(owner, entry)
        else add(key, entry)
      } else walk(entry, Array.isArray(entry) && key !== 'items' ? key : owner)
    }
  }
  return {
    learn: (path, value) => walk(value, collectionOf(path)),
    pick: (names, at) => {
      const found = names.flatMap((name) => known.get(name) ?? [])
      return found.length === 0 ? undefined : found[at % found.length]
    },
  }
}

/** `/admin/stock/transfers/:id/ship` is about `transfers`. */
export function collectionOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  const at = parts.findIndex((part) => part.startsWith(':'))
  return (at < 1 ? parts.at(-1) : parts[at - 1]) ?? ''
}

export const singular = (name: string): string => `${name.replace(/^.*-/, '').replace(/ies$/, 'y').replace(/s$/, '')}Id`

const prefixOf = (id: string): string => id.split('_')[0] ?? ''

/** Something known under one of the names; `otherwise` as long as there is nothing. */
export function fromPool(pool: Pool, names: readonly string[], otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), otherwise).map(([at, other]) => pool.pick(names, at) ?? other)
}
