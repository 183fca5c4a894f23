import * as fc from 'fast-check'
import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'
import { document, type Route } from '../document/routes.ts'
import type { Components } from '../document/schema.ts'
import type { Question } from '../shop/ask.ts'
import { mutated } from './mutations.ts'
import { brokenBodies, nastyText, wrongTypes } from './nasty.ts'
import { valuesOf } from './values.ts'

export type Body = Pick<Question, 'headers' | 'json' | 'raw'>

interface Bodies {
  /** As the document wants them. */
  readonly right: fc.Arbitrary<Body>
  /** Those, and all that nobody wants. */
  readonly any: fc.Arbitrary<Body>
}

const JSON_TYPE = { 'Content-Type': 'application/json' }

export function bodiesFor({ route, components }: { route: Route; components: Components }): Bodies {
  if (route.json !== undefined) return jsonBodies(route, { json: route.json, components })
  if (route.bodyTypes.length > 0) return uploads(route.bodyTypes)
  const nothing = fc.constant<Body>({})
  const stray = fc.constantFrom(...brokenBodies).map((raw): Body => ({ raw, headers: JSON_TYPE }))
  return { right: nothing, any: route.method === 'GET' ? nothing : fc.oneof({ arbitrary: nothing, weight: 4 }, stray) }
}

function jsonBodies(route: Route, { json, components }: { json: JsonSchema; components: Components }): Bodies {
  const right = rowsOf(route, components) ?? valuesOf(json, { components, name: 'body' })
  const loose = valuesOf(json, { components, name: 'body', isLoose: true })
  const as = (value: fc.Arbitrary<unknown>) => value.map((found): Body => ({ json: found }))
  const typed = fc.tuple(right, fc.constantFrom(...wrongTypes))
  return {
    right: as(right),
    any: fc.oneof(
      { arbitrary: as(right), weight: 3 },
      { arbitrary: as(loose), weight: 3 },
      { arbitrary: as(mutated(right)), weight: 6 },
      { arbitrary: fc.constantFrom(...brokenBodies).map((raw): Body => ({ raw, headers: JSON_TYPE })), weight: 2 },
      typed.map(([found, type]): Body => ({ json: found, headers: { 'Content-Type': type } })),
    ),
  }
}

/** Rows that the document leaves open, since each is checked by itself: what they look like is told where one of them is made. */
function rowsOf({ name }: Route, components: Components): fc.Arbitrary<unknown> | undefined {
  const open: Readonly<Record<string, { field: string; row: JsonSchema } | undefined>> = {
    'admin.products.bulk': { field: 'products', row: bodyOf('/admin/products') },
    'admin.pricing.bulk': { field: 'prices', row: PRICE },
  }
  const found = open[name]
  if (found === undefined) return undefined
  const row = valuesOf(found.row, { components, name: 'row' })
  const rows = fc.array(fc.oneof(row, mutated(row)), { minLength: 1, maxLength: 4 })
  return rows.map((all) => ({ [found.field]: all }))
}

const bodyOf = (path: string): JsonSchema =>
  document.paths[path]?.post?.requestBody?.content['application/json']?.schema ?? {}

const PRICE: JsonSchema = {
  type: 'object',
  properties: {
    variant: { type: 'string', maxLength: 100 },
    currency: { type: 'string' },
    amount: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    minQuantity: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    endsAt: { type: 'string', format: 'date-time' },
  },
  required: ['variant', 'currency', 'amount'],
}

const CSV = 'Handle,Title,Variant SKU,Variant Price\nhive,Hive,HV-1,12.00\n'
/** The smallest picture that is one. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function uploads(accepts: readonly string[]): Bodies {
  const fitting = (type: string): Body['raw'] => (type === 'text/csv' ? CSV : new Uint8Array(PNG))
  const right = fc
    .constantFrom(...accepts)
    .map((type): Body => ({ raw: fitting(type) ?? '', headers: { 'Content-Type': type } }))
  const bytes = fc.oneof(
    fc.constantFrom('', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '%PDF-1.4', CSV.repeat(50)),
    fc.constantFrom(...brokenBodies),
    nastyText,
    fc.uint8Array({ maxLength: 200 }).map((found) => new Uint8Array(found)),
  )
  const wrong = fc
    .tuple(bytes, fc.constantFrom(...accepts, ...wrongTypes))
    .map(([raw, type]): Body => ({ raw, headers: { 'Content-Type': type } }))
  return { right, any: fc.oneof(right, { arbitrary: wrong, weight: 3 }) }
}
