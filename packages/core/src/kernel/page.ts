import * as v from 'valibot'
import { problems } from './problems.ts'

const MAX_PAGE = 100
const DEFAULT_PAGE = 20

/** `limit` and `cursor`, to be spread into the query of a list endpoint. */
export const pageQuery = {
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)), DEFAULT_PAGE),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(512))),
}

/** Schema of one page: `{ items, next }`; `next` is the cursor of the next page, null on the last. */
export function pageOf<const S extends v.GenericSchema>(item: S) {
  return v.object({ items: v.array(item), next: v.nullable(v.string()) })
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export type CursorKey = readonly (string | number)[]

/** A keyset cursor: the sort key of the last row seen, opaque to callers. `order` names the sort, so that a cursor of one order is refused by another. */
export function encodeCursor(order: string, key: CursorKey): string {
  return base64url(JSON.stringify([order, ...key]))
}

/** The key inside a cursor. Throws `request.invalid` when it was not made for this order. */
export function decodeCursor(order: string, cursor: string, length: number): CursorKey {
  const parsed = parseCursor(cursor)
  if (!Array.isArray(parsed) || parsed[0] !== order || parsed.length !== length + 1 || !parsed.every(isKeyPart)) {
    throw problems.invalid({
      detail: 'The cursor does not belong to this list.',
      hint: 'Send the `next` of the page before with the same filters and sort, or leave the cursor out to start again.',
      errors: [{ path: 'query.cursor', code: 'cursor', message: 'is not a cursor of this list' }],
    })
  }
  return parsed.slice(1)
}

/** Cuts rows that were read with `limit + 1` to a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  of: { cursor: (row: Row) => string; item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(of.item), next: rows.length > limit && last !== undefined ? of.cursor(last) : null }
}

function isKeyPart(part: unknown): part is string | number {
  return typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part))
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(fromBase64url(cursor))
  } catch {
    return undefined
  }
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

function fromBase64url(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8')
}
