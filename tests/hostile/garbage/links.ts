import * as fc from 'fast-check'
import { type Pool, singular } from './pool.ts'

const LINK = Symbol('link')

/** A place in a request that is filled with something that exists when it is sent; until then it shrinks like any other value. */
interface Link {
  readonly [LINK]: true
  readonly names: readonly string[]
  readonly at: number
  readonly otherwise: string
}

export const isLink = (value: unknown): value is Link => typeof value === 'object' && value !== null && LINK in value

/** Something known under one of the names; `otherwise` as long as there is nothing. */
export function linkTo(names: readonly string[], otherwise: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(1_000), otherwise).map(([at, other]): Link => ({ [LINK]: true, names, at, otherwise: other }))
}

export interface Settling {
  readonly pool: Pool
  /** Id of the thing that the request is about: links rather lead to its parts. */
  readonly root?: string | undefined
}

/** The value with every link filled. */
export function settled(value: unknown, settling: Settling): unknown {
  if (isLink(value)) return settling.pool.pick({ ...value, root: settling.root }) ?? value.otherwise
  if (Array.isArray(value)) return value.map((item) => settled(item, settling))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, settled(entry, settling)]))
}

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  variant: ['sku', 'var'],
  owner: ['productId', 'collectionId'],
  entity: ['productId', 'collectionId'],
  line: ['lin'],
  orderLine: ['orl'],
}

/** `id`, `variantId` and `variant` are looked up under the same names. */
export function namesLike(name: string): string[] {
  const bare = name.replace(/Ids?$/, '').replace(/s$/, '')
  return [...new Set([name, `${bare}Id`, bare, ...(ALIASES[bare] ?? [])])]
}

/** What the parameters of a path may be filled with: the first one with what its collection holds. */
export const namesOfParam = (name: string, collection: string): string[] =>
  name === 'id' ? [singular(collection)] : namesLike(name)
