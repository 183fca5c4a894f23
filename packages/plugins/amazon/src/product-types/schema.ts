/** A node of a JSON Schema (2019-09) as product type definitions use it, with Amazon's own keywords. */
export interface SchemaNode {
  readonly [keyword: string]: unknown
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
}

/** Maps of schemas by names that anybody may have chosen: a property called `description` is none to leave out. */
const MAPS: readonly string[] = ['properties', '$defs', 'definitions', 'patternProperties']
const VALUES: readonly string[] = ['enum', 'const', 'required', 'selectors']
const WORDS: readonly string[] = ['description', 'examples', 'enumNames', 'editable', 'hidden', '$comment', 'default']

/** The schema without what people read, which is most of it: it is kept for every product type that is sold. */
export function withoutWords(node: unknown): SchemaNode {
  return pruned(node) as SchemaNode
}

function pruned(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pruned)
  if (typeof node !== 'object' || node === null) return node
  const kept = Object.entries(node).filter(([keyword]) => !WORDS.includes(keyword))
  return Object.fromEntries(kept.map(([keyword, part]) => [keyword, prunedPart(keyword, part)]))
}

function prunedPart(keyword: string, part: unknown): unknown {
  if (VALUES.includes(keyword)) return part
  if (!MAPS.includes(keyword)) return pruned(part)
  return Object.fromEntries(Object.entries(part as object).map(([name, schema]) => [name, pruned(schema)]))
}

/** What a `#/…` reference means (RFC 6901); anything when it points elsewhere. */
export function resolvedIn(root: SchemaNode, node: SchemaNode): SchemaNode {
  const { $ref } = node
  if ($ref === undefined) return node
  if (!$ref.startsWith('#/')) return {}
  const steps = $ref.slice(2).split('/')
  const found = steps.reduce<unknown>((at, step) => {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    return (at as SchemaNode | undefined)?.[name]
  }, root)
  return (found ?? {}) as SchemaNode
}
