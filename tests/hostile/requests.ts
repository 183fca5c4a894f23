import * as fc from 'fast-check'
import type { GenericSchema } from 'valibot'
import { ProductInput } from '../../packages/core/src/catalog/products/model.ts'
import { PriceRow } from '../../packages/core/src/pricing/model.ts'
import type { Question } from './ask.ts'
import { mutated } from './mutations.ts'
import { brokenBodies, nastySegment, nastyText, wrongTypes } from './nasty.ts'
import { collectionOf, fromPool, type Pool, singular } from './pool.ts'
import { filled, paramsOf, type Route } from './routes.ts'
import { inside } from './schemas.ts'
import { likely, namesLike } from './values.ts'

type Headers = Readonly<Record<string, string>>

/** Rows that the contract leaves open, since each is checked by itself. */
const ROWS: Readonly<Record<string, { readonly field: string; readonly row: GenericSchema }>> = {
  'admin.products.bulk': { field: 'products', row: ProductInput },
  'admin.pricing.bulk': { field: 'prices', row: PriceRow },
}

/** Requests for a route: some right, some nearly, some nonsense. */
export function requestsTo(route: Route, pool: Pool): fc.Arbitrary<Question> {
  const headers = fc.tuple(conditions, fc.boolean()).map(([given, isPlain]): Headers => (isPlain ? {} : given))
  return fc
    .tuple(pathOf(route, pool), searchOf(route, pool), bodyOf(route, pool), headers)
    .map(([path, search, body, given]) => ({
      method: route.endpoint.method,
      path: `${path}${search}`,
      ...body,
      headers: { ...given, ...body.headers },
    }))
}

const safeHeader = nastyText.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 5_000))

const conditions: fc.Arbitrary<Headers> = fc.oneof(
  fc.constantFrom('"1"', 'W/"1"', '*', '"x"', '1', '"99999999999999999999"', '""').map((tag) => ({ 'If-Match': tag })),
  fc.uuid().map((key) => ({ 'Idempotency-Key': key })),
  fc
    .tuple(
      fc.constantFrom('Accept-Language', 'Vitrine-Currency', 'Vitrine-Market', 'Vitrine-Channel', 'If-None-Match'),
      safeHeader,
    )
    .map(([name, value]) => ({ [name]: value })),
  fc
    .tuple(fc.constantFrom('Cookie', 'Idempotency-Key', 'Last-Event-ID', 'Range', 'traceparent', 'Accept'), safeHeader)
    .map(([name, value]) => ({ [name]: name === 'Cookie' ? `vitrine_cart=${value}; vitrine_customer=%zz` : value })),
)

function pathOf({ path }: Route, pool: Pool): fc.Arbitrary<string> {
  const values = paramsOf(path).map((name) => {
    const names = name === 'id' ? [singular(collectionOf(path))] : namesLike(name)
    const known = fromPool(pool, names, fc.constant('x')).map(encodeURIComponent)
    return fc.oneof({ arbitrary: known, weight: 6 }, nastySegment)
  })
  const names = paramsOf(path)
  return fc
    .tuple(...values)
    .map((found) => filled(path, Object.fromEntries(names.map((name, at) => [name, found[at] ?? 'x']))))
}

const brokenSearch = fc.constantFrom(
  '?%zz=1',
  '?limit=%ff',
  '?limit=1&limit=2',
  '?a[b]=1',
  '?__proto__=1',
  '?limit=0',
  '?=',
)

function searchOf({ endpoint }: Route, pool: Pool): fc.Arbitrary<string> {
  const entries = endpoint.query === undefined ? [] : Object.entries(inside(endpoint.query).entries ?? {})
  const pairs = entries.map(([name, schema]) => {
    const plain = name.endsWith('.*') ? inside(inside(schema).wrapped ?? schema).value : schema
    const key = name.replace('*', 'Size')
    const value = plain === undefined ? nastyText : likely(plain, name, pool)
    const wild = fc.oneof({ arbitrary: value, weight: 4 }, nastyText)
    return fc.option(wild, { nil: undefined, freq: 2 }).map((found) => [key, found] as const)
  })
  const usual = fc.tuple(...pairs).map((found) => {
    const search = new URLSearchParams()
    for (const [key, value] of found)
      for (const one of [value].flat()) if (one !== undefined) search.append(key, String(one))
    return search.size === 0 ? '' : `?${search}`
  })
  return fc.oneof({ arbitrary: usual, weight: 8 }, brokenSearch)
}

type Body = Pick<Question, 'headers' | 'json' | 'raw'>
const JSON_TYPE = { 'Content-Type': 'application/json' }

function bodyOf(route: Route, pool: Pool): fc.Arbitrary<Body> {
  const { endpoint } = route
  if (endpoint.method === 'GET') return fc.constant({})
  if (endpoint.kind === 'file') return uploads(endpoint.accepts ?? [])
  if (endpoint.body === undefined)
    return fc.oneof(
      fc.constant({}),
      fc.constantFrom(...brokenBodies).map((raw) => ({ raw, headers: JSON_TYPE })),
    )
  const value = fc.oneof(...rightBodies(route, endpoint.body, pool))
  return fc.oneof(
    { arbitrary: value.map((json) => ({ json })), weight: 6 },
    { arbitrary: mutated(value).map((json) => ({ json })), weight: 6 },
    fc.constantFrom(...brokenBodies).map((raw) => ({ raw, headers: JSON_TYPE })),
    fc
      .tuple(value, fc.constantFrom(...wrongTypes))
      .map(([json, type]) => ({ json, headers: { 'Content-Type': type } })),
  )
}

function rightBodies({ name }: Route, body: GenericSchema, pool: Pool): fc.Arbitrary<unknown>[] {
  const open = ROWS[name]
  if (open === undefined) return [likely(body, 'body', pool)]
  const row = likely(open.row, 'row', pool)
  const rows = fc.array(fc.oneof(row, mutated(row)), { minLength: 1, maxLength: 4 })
  return [rows.map((found) => ({ [open.field]: found }))]
}

const CSV = 'Handle,Title,Variant SKU,Variant Price\nhive,Hive,HV-1,12.00\n'
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])

function uploads(accepts: readonly string[]): fc.Arbitrary<Body> {
  const bytes = fc.oneof(
    fc.constantFrom<Body['raw']>(
      CSV,
      PNG,
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      '%PDF-1.4',
      CSV.repeat(50),
    ),
    nastyText,
    fc.uint8Array({ maxLength: 200 }).map((found) => new Uint8Array(found)),
  )
  return fc
    .tuple(bytes, fc.constantFrom(...accepts, 'text/plain', 'application/octet-stream'))
    .map(([raw, type]) => ({ ...(raw === undefined ? {} : { raw }), headers: { 'Content-Type': type } }))
}
