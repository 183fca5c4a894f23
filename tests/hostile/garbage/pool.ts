/**
 * What the shop has answered so far, by the name of the field or the collection of the path: ids and codes that exist, so that garbage
 * gets past the door and meets real things.
 */
export interface Pool {
  /** Remembers every text and id of an answer to a request with this path template. */
  learn(template: string, value: unknown): void
  /** Something that exists under one of these names, rather a part of `root` than of something else; or nothing. */
  pick(wish: Wish): string | undefined
}

export interface Wish {
  readonly names: readonly string[]
  readonly at: number
  /** Id of the thing that the request is about. */
  readonly root?: string | undefined
}

type Names = Map<string, string[]>

const MOST = 40
const MOST_ROOTS = 400

export function createPool(): Pool {
  const known: Names = new Map()
  const parts = new Map<string, Names>()
  const prefixes = new Map<string, string>()
  const add = (name: string, text: string, above: readonly string[]) => {
    remember(known, name, text)
    for (const root of above) remember(partsOf(parts, root), name, text)
  }
  /** Answers about a thing hold other things too: the first id of a collection tells what its ids look like. */
  const addId = (owner: string, id: string, above: readonly string[]) => {
    const prefix = prefixOf(id)
    add(prefix, id, above)
    if (!prefixes.has(owner)) prefixes.set(owner, prefix)
    if (prefixes.get(owner) === prefix) add(singular(owner), id, above)
  }
  const walk = (value: unknown, owner: string, above: readonly string[]): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, owner, above)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const { id } = value as { id?: unknown }
    const below = typeof id === 'string' ? [...above, id] : above
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry !== 'string') walk(entry, Array.isArray(entry) && key !== 'items' ? key : owner, below)
      else if (key === 'id') addId(owner, entry, above)
      else add(key, entry, below)
    }
  }
  return {
    learn: (template, value) => walk(value, collectionOf(template), []),
    pick: ({ names, at, root }) => {
      const own = found(root === undefined ? undefined : parts.get(root), names)
      const list = own.length > 0 && at % 8 !== 0 ? own : found(known, names)
      return list[at % Math.max(1, list.length)]
    },
  }
}

function remember(names: Names, name: string, text: string): void {
  const list = names.get(name) ?? []
  names.set(name, list)
  if (text === '' || text.length > 200 || list.includes(text)) return
  list.push(text)
  if (list.length > MOST) list.splice(MOST / 2, 1)
}

function partsOf(parts: Map<string, Names>, root: string): Names {
  const names = parts.get(root) ?? new Map<string, string[]>()
  parts.delete(root)
  parts.set(root, names)
  if (parts.size > MOST_ROOTS) parts.delete(parts.keys().next().value as string)
  return names
}

const found = (names: Names | undefined, wanted: readonly string[]): string[] =>
  wanted.flatMap((name) => names?.get(name) ?? [])

/** `/admin/stock/transfers/{id}/ship` is about `transfers`. */
export function collectionOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  const at = parts.findIndex((part) => part.startsWith('{'))
  return (at < 1 ? parts.at(-1) : parts[at - 1]) ?? ''
}

export const singular = (name: string): string => `${name.replace(/^.*-/, '').replace(/ies$/, 'y').replace(/s$/, '')}Id`

const prefixOf = (id: string): string => id.split('_')[0] ?? ''
