import type * as v from 'valibot'

const KEPT = Symbol.for('vitrine.kept')

/** An answer that is JSON already, with its entity tag; the serialiser passes it through. */
export interface Kept {
  readonly [KEPT]: true
  readonly json: string
  readonly etag: string
}

export function kept(json: string, etag: string): Kept {
  return { [KEPT]: true, json, etag }
}

export function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && (value as { [KEPT]?: unknown })[KEPT] === true
}

type Pick = (value: unknown) => unknown

interface Inside {
  readonly type: string
  readonly entries?: Readonly<Record<string, v.GenericSchema>>
  readonly wrapped?: v.GenericSchema
  readonly item?: v.GenericSchema
  readonly value?: v.GenericSchema
  readonly key?: string
  readonly options?: readonly v.GenericSchema[]
  readonly literal?: unknown
}

const same: Pick = (value) => value

/** Compiles an output schema to a function that keeps only what it declares, so that nothing undeclared leaves the house. */
export function picker(schema: v.GenericSchema | undefined): Pick {
  if (schema === undefined) return same
  const inside = schema as unknown as Inside
  if (inside.wrapped !== undefined) return optional(picker(inside.wrapped))
  if (inside.type === 'array' && inside.item !== undefined) return list(picker(inside.item))
  if (inside.type === 'record' && inside.value !== undefined) return record(picker(inside.value))
  if (inside.type === 'variant') return variant(inside)
  if (inside.type === 'union') return union(inside)
  return inside.entries === undefined ? same : object(inside.entries)
}

function optional(pick: Pick): Pick {
  return pick === same ? same : (value) => (value === undefined || value === null ? value : pick(value))
}

function list(pick: Pick): Pick {
  return pick === same ? same : (value) => (value as unknown[]).map(pick)
}

function record(pick: Pick): Pick {
  if (pick === same) return same
  return (value) => Object.fromEntries(Object.entries(value as object).map(([key, entry]) => [key, pick(entry)]))
}

function object(entries: NonNullable<Inside['entries']>): Pick {
  const fields = Object.entries(entries).map(([key, schema]) => ({ key, pick: picker(schema) }))
  return (value) => {
    if (value === null || typeof value !== 'object') return value
    const from = value as Record<string, unknown>
    const to: Record<string, unknown> = {}
    for (const { key, pick } of fields) {
      const entry = from[key]
      if (entry !== undefined) to[key] = pick === same ? entry : pick(entry)
    }
    return to
  }
}

/** The branch is told by the value of its discriminator. */
function variant({ key = '', options = [] }: Inside): Pick {
  const branches = new Map<unknown, Pick>()
  for (const option of options) {
    const discriminator = (option as unknown as Inside).entries?.[key] as unknown as Inside | undefined
    branches.set(discriminator?.literal, picker(option))
  }
  return (value) => (branches.get((value as Record<string, unknown>)[key]) ?? same)(value)
}

/** Unions of scalars pass; a union with objects takes the first object branch for objects (use `variant` where branches differ). */
function union({ options = [] }: Inside): Pick {
  const branch = options.map(picker).find((pick) => pick !== same)
  return branch === undefined ? same : (value) => (typeof value === 'object' && value !== null ? branch(value) : value)
}
