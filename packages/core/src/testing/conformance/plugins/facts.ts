import type { GenericSchema } from 'valibot'

interface Shape {
  readonly type: string
  readonly wrapped?: Shape
  readonly entries?: Readonly<Record<string, Shape>>
  readonly item?: Shape
  readonly items?: readonly Shape[]
  readonly key?: Shape
  readonly value?: Shape
  readonly literal?: unknown
  readonly options?: readonly unknown[]
}

const NOTHING: Readonly<Record<string, unknown>> = { optional: undefined, nullable: null, nullish: undefined }
const FIRST = 4_711

/**
 * Facts that fit a schema, each text and number of them another, so that it is known again where it is told. `isBare` leaves out what may be
 * left out. What only a rule of its own could tell apart, as the name of a time zone, is a text like any other.
 */
export function madeUp(schema: GenericSchema, { isBare }: { readonly isBare: boolean }): unknown {
  let next = FIRST
  const of = (shape: Shape, name: string): unknown => {
    const { type, wrapped, entries, item, items, value, literal, options = [] } = shape
    if (wrapped !== undefined) return isBare && type in NOTHING ? NOTHING[type] : of(wrapped, name)
    if (entries !== undefined)
      return Object.fromEntries(Object.entries(entries).map(([key, part]) => [key, of(part, `${name}-${key}`)]))
    if (item !== undefined) return [of(item, name)]
    if (items !== undefined) return items.map((part, at) => of(part, `${name}-${at}`))
    if (type === 'record' && value !== undefined) return { [`${name}-key`]: of(value, name) }
    if (type === 'literal') return literal
    if (options.length > 0) return isShape(options[0]) ? of(options[0], name) : options[0]
    if (type === 'boolean') return !isBare
    if (type !== 'number' && type !== 'string') return undefined
    next += 1
    return type === 'number' ? next : `the-${name}-${next}`
  }
  return of(schema as unknown as Shape, 'fact')
}

const isShape = (option: unknown): option is Shape =>
  typeof option === 'object' && option !== null && 'type' in option && 'kind' in option

/** Every text and number in facts. */
export function leavesOf(facts: unknown): string[] {
  if (typeof facts === 'string' || typeof facts === 'number') return [String(facts)]
  return typeof facts !== 'object' || facts === null ? [] : Object.values(facts).flatMap(leavesOf)
}

/** Grouped codes, and money as one country writes it, are the same facts. */
export const bareText = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

/** A text without a fact, in whatever groups it is written. */
export function withoutFact(text: string, fact: string): string {
  const signs = [...bareText(fact)]
  return signs.length === 0 ? text : text.replace(new RegExp(signs.join('[^\\p{L}\\p{N}]*'), 'gu'), ' ')
}
