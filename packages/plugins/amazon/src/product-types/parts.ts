import type { Fault, Place } from './fault.ts'
import { resolvedIn, type SchemaNode } from './schema.ts'

/** The parts are checked as the whole is. */
interface Parts extends Place {
  readonly check: (node: SchemaNode, value: unknown, at: Place) => readonly Fault[]
}

/** What a schema says of the parts of an object or a list. */
export function faultsOfParts(schema: SchemaNode, value: unknown, at: Parts): readonly Fault[] {
  if (Array.isArray(value)) return faultsOfList(schema, value, at)
  if (typeof value !== 'object' || value === null) return []
  return faultsOfObject(schema, value as Readonly<Record<string, unknown>>, at)
}

function faultsOfObject(schema: SchemaNode, value: Readonly<Record<string, unknown>>, at: Parts): readonly Fault[] {
  const { properties = {}, required = [], additionalProperties } = schema
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => ({
      path: [...at.path, name],
      keyword: 'required',
      message: 'is required',
      ...titleOf(schema, name, at),
    }))
  const foreign =
    additionalProperties === false
      ? Object.keys(value)
          .filter((name) => properties[name] === undefined)
          .map((name) => ({ path: [...at.path, name], keyword: 'additionalProperties', message: 'is not known here' }))
      : []
  const wrong = Object.entries(properties).flatMap(([name, part]) =>
    value[name] === undefined ? [] : at.check(part, value[name], { root: at.root, path: [...at.path, name] }),
  )
  return [...missing, ...foreign, ...wrong]
}

function titleOf({ properties = {} }: SchemaNode, name: string, { root }: Place): { title?: string } {
  const own = properties[name] ?? root.properties?.[name]
  const title = own === undefined ? undefined : resolvedIn(root, own).title
  return title === undefined ? {} : { title }
}

function faultsOfList(schema: SchemaNode, list: readonly unknown[], at: Parts): readonly Fault[] {
  const { items, contains } = schema as { readonly items?: SchemaNode; readonly contains?: SchemaNode }
  const wrong =
    items === undefined
      ? []
      : list.flatMap((item, index) => at.check(items, item, { root: at.root, path: [...at.path, String(index)] }))
  const isWithout = contains !== undefined && !list.some((item) => at.check(contains, item, at).length === 0)
  return [
    ...wrong,
    ...(isWithout ? [{ path: at.path, keyword: 'contains', message: 'has not the value that it needs' }] : []),
    ...tooMany(schema, list, at),
  ]
}

/** Amazon's `maxUniqueItems`: so many for each combination of the `selectors`, such as marketplace and language. */
function tooMany(schema: SchemaNode, list: readonly unknown[], at: Parts): readonly Fault[] {
  const { maxUniqueItems, selectors = [] } = schema as {
    readonly maxUniqueItems?: number
    readonly selectors?: readonly string[]
  }
  if (maxUniqueItems === undefined) return []
  const counts = new Map<string, number>()
  for (const item of list) {
    const group = JSON.stringify(selectors.map((name) => (item as Readonly<Record<string, unknown>>)[name]))
    counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  if (Math.max(0, ...counts.values()) <= maxUniqueItems) return []
  return [{ path: at.path, keyword: 'maxUniqueItems', message: `takes at most ${maxUniqueItems} values` }]
}
