import type * as v from 'valibot'

const KEPT = Symbol.for('vitrine.kept')

/** An answer that is JSON already, with its entity tag; the serialiser passes it through. */
export interface Kept {
  readonly [KEPT]: true
  /** Text, or its bytes in UTF-8. */
  readonly json: string | Uint8Array<ArrayBuffer>
  readonly etag: string
}

export function kept(json: string | Uint8Array<ArrayBuffer>, etag: string): Kept {
  return { [KEPT]: true, json, etag }
}

export function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && (value as { [KEPT]?: unknown })[KEPT] === true
}

export function textOf({ json }: { readonly json: Kept['json'] }): string {
  return typeof json === 'string' ? json : Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString()
}

type Pick = (value: unknown) => unknown

interface Inside {
  readonly type: string
  readonly entries?: Readonly<Record<string, v.GenericSchema>>
  readonly wrapped?: v.GenericSchema
  readonly item?: v.GenericSchema
  readonly items?: readonly v.GenericSchema[]
  readonly value?: v.GenericSchema
  readonly rest?: v.GenericSchema
  readonly key?: string
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly getter?: (input: unknown) => v.GenericSchema
}

const same: Pick = (value) => value

/** Compiles an output schema to a function that keeps only what it declares, so that nothing undeclared leaves the house. */
export function picker(schema: v.GenericSchema | undefined): Pick {
  if (schema === undefined) return same
  const inside = schema as unknown as Inside
  if (inside.wrapped !== undefined) return optional(picker(inside.wrapped))
  if (inside.type === 'array') return list(picker(inside.item))
  if (inside.items !== undefined) return tuple(inside)
  if (inside.type === 'record') return record(picker(inside.value))
  if (inside.type === 'lazy') return lazy(inside)
  if (inside.type === 'variant') return variant(inside)
  if (inside.type === 'union') return union(inside)
  if (inside.type === 'intersect') return intersect(inside)
  return inside.entries === undefined ? same : object(inside, inside.entries)
}

/** The same, compiled at the first answer: of hundreds of endpoints most are asked late or never. */
export function latePicker(schema: v.GenericSchema | undefined): Pick {
  let pick: Pick | undefined
  return (value) => {
    pick ??= picker(schema)
    return pick(value)
  }
}

function optional(pick: Pick): Pick {
  return pick === same ? same : (value) => (value === undefined || value === null ? value : pick(value))
}

function list(pick: Pick): Pick {
  if (pick === same) return same
  return (value) => {
    if (!Array.isArray(value)) return value
    for (let at = 0; at < value.length; at += 1) if (pick(value[at]) !== value[at]) return value.map(pick)
    return value
  }
}

function tuple({ items = [], rest }: Inside): Pick {
  const picks = items.map(picker)
  const more = picker(rest)
  return (value) => (value as unknown[]).map((item, at) => (picks[at] ?? more)(item))
}

function record(pick: Pick): Pick {
  return pick === same ? same : (value) => entriesBy(pick)(value as Record<string, unknown>)
}

function entriesBy(pick: Pick): (from: Record<string, unknown>) => Record<string, unknown> {
  return (from) => Object.fromEntries(Object.entries(from).map(([key, entry]) => [key, pick(entry)]))
}

/** Compiled at the first answer, since a lazy schema may hold itself. */
function lazy({ getter }: Inside): Pick {
  let pick: Pick | undefined
  return (value) => {
    pick ??= picker(getter?.(value))
    return pick(value)
  }
}

function object({ type, rest }: Inside, entries: NonNullable<Inside['entries']>): Pick {
  const fields: Field[] = Object.entries(entries).map(([key, schema]) => ({ key, pick: picker(schema) }))
  const others = rest !== undefined ? entriesBy(picker(rest)) : type === 'loose_object' ? entriesBy(same) : undefined
  const isDeclared = declares(fields)
  return (value) => {
    if (value === null || typeof value !== 'object') return value
    const from = value as Record<string, unknown>
    if (others === undefined && isDeclared(from)) return value
    const to: Record<string, unknown> = others === undefined ? {} : others(from)
    for (const { key, pick } of fields) {
      const entry = from[key]
      if (entry !== undefined) to[key] = pick === same ? entry : pick(entry)
    }
    return to
  }
}

interface Field {
  readonly key: string
  readonly pick: Pick
}

/** True for a value that has nothing to lose: what it has is declared, in the order of the declaration, and so is all below it. */
function declares(fields: readonly Field[]): (from: Record<string, unknown>) => boolean {
  const deep = fields.filter(({ pick }) => pick !== same)
  return (from) => {
    let at = 0
    for (const key in from) {
      while (at < fields.length && fields[at]?.key !== key) at += 1
      if (at === fields.length) return false
    }
    return deep.every(({ key, pick }) => pick(from[key]) === from[key])
  }
}

/** The branch is told by the value of its discriminator. One that no branch has is a mistake of ours: nothing of it may leave. */
function variant({ key = '', options = [] }: Inside): Pick {
  const branches = new Map<unknown, Pick>()
  for (const option of options as readonly v.GenericSchema[]) {
    const discriminator = (option as unknown as Inside).entries?.[key] as unknown as Inside | undefined
    const values = discriminator?.options ?? [discriminator?.literal]
    for (const value of values) branches.set(value, picker(option))
  }
  return (value) => {
    const branch = branches.get((value as Record<string, unknown>)[key])
    if (branch === undefined) throw new TypeError(`an answer has no declared ${key}`)
    return branch(value)
  }
}

/** Unions of scalars pass; lists take the branch of a list, objects the first object branch (use `variant` where branches differ). */
function union({ options = [] }: Inside): Pick {
  const branches = options.map((option) => ({
    isList: (option as unknown as Inside).type === 'array',
    pick: picker(option as v.GenericSchema),
  }))
  const listed = branches.find(({ isList }) => isList)?.pick ?? same
  const branch = branches.find(({ isList, pick }) => !isList && pick !== same)?.pick ?? same
  if (listed === same && branch === same) return same
  return (value) => {
    if (Array.isArray(value)) return listed(value)
    return typeof value === 'object' && value !== null ? branch(value) : value
  }
}

function intersect({ options = [] }: Inside): Pick {
  const picks = options.map((option) => picker(option as v.GenericSchema))
  return picks.every((pick) => pick === same)
    ? same
    : (value) => Object.assign({}, ...picks.filter((pick) => pick !== same).map((pick) => pick(value)))
}
