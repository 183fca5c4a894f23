import * as fc from 'fast-check'
import { document, filled, paramsOf, type Route } from '../document/routes.ts'
import type { Components } from '../document/schema.ts'
import type { Question } from '../shop/ask.ts'
import { type Body, bodiesFor } from './bodies.ts'
import { linkTo, namesOfParam, settled } from './links.ts'
import { nastySegment, nastyText } from './nasty.ts'
import { collectionOf, type Pool } from './pool.ts'
import { valuesOf } from './values.ts'

type Headers = Readonly<Record<string, string>>
type Search = string | readonly (readonly [string, unknown])[]

/** A request whose links are not filled yet, so that it can be shrunk and sent again. */
export interface Recipe {
  /** Links, or text as it is to stand in the URL. */
  readonly params: Readonly<Record<string, unknown>>
  readonly search: Search
  readonly headers: Headers
  readonly body: Body
  /** Begins with a request that succeeds, where the shop has an example of one: as it is, or with its body replaced. */
  readonly start: 'nothing' | 'example' | 'example with this body'
}

/** What a route is asked, by what the document says of it. */
export interface Asking {
  readonly route: Route
  readonly components: Components
}

/** As the document wants it: what is refused then is refused for what the shop knows and the document cannot say. */
export function rightRequests({ route, components }: Asking): fc.Arbitrary<Recipe> {
  return fc.record({
    params: paramsFor(route, false),
    search: searchFor({ route, components }, false),
    headers: fc.constant<Headers>({}),
    body: bodiesFor({ route, components }).right,
    start: fc.constant<Recipe['start']>('nothing'),
  })
}

/** Examples cost several requests each. */
const NOTHING: readonly Recipe['start'][] = Array.from({ length: 5 }, () => 'nothing')

/** Requests for a route: some right, some nearly, some nonsense. */
export function requestsTo(route: Route, components: Components = document.components.schemas): fc.Arbitrary<Recipe> {
  const asking = { route, components }
  const wild = fc.record({
    params: paramsFor(route, true),
    search: searchFor(asking, true),
    headers: fc.oneof({ arbitrary: fc.constant<Headers>({}), weight: 2 }, conditions),
    body: bodiesFor(asking).any,
    start: fc.constantFrom<Recipe['start'][]>(...NOTHING, 'example with this body'),
  })
  const right = rightRequests(asking)
  const known = right.map((recipe): Recipe => ({ ...recipe, start: 'example' }))
  return fc.oneof({ arbitrary: right, weight: 4 }, { arbitrary: wild, weight: 5 }, { arbitrary: known, weight: 1 })
}

/** The request as it is sent, its links filled with what exists by now. */
export function questionOf({ params, search, headers, body }: Recipe, route: Route, pool: Pool): Question {
  const names = paramsOf(route.path)
  const values: Record<string, string> = {}
  let root: string | undefined
  for (const name of names) {
    const given = params[name]
    const value = settled(given, { pool, root })
    root ??= typeof value === 'string' ? value : undefined
    values[name] = given === value ? String(value) : encodeURIComponent(Buffer.from(String(value)).toString())
  }
  const query = typeof search === 'string' ? search : searchText(settled(search, { pool, root }) as [string, unknown][])
  const { json, ...raw } = body
  return {
    method: route.method,
    path: `${filled(route.path, values)}${query}`,
    headers: { ...headers, ...body.headers },
    ...(json === undefined ? raw : { json: settled(json, { pool, root }) }),
  }
}

function searchText(pairs: readonly (readonly [string, unknown])[]): string {
  const search = new URLSearchParams()
  for (const [key, value] of pairs)
    for (const one of [value].flat()) if (one !== undefined) search.append(key, String(one))
  return search.size === 0 ? '' : `?${search}`
}

function paramsFor({ path }: Route, isWild: boolean): fc.Arbitrary<Record<string, unknown>> {
  const entries = paramsOf(path).map((name) => {
    const known = linkTo(namesOfParam(name, collectionOf(path)), fc.constant('x'))
    return [name, isWild ? fc.oneof({ arbitrary: known, weight: 5 }, nastySegment) : known] as const
  })
  return fc.record(Object.fromEntries(entries))
}

const brokenSearch = fc.constantFrom(
  '?%zz=1',
  '?limit=%ff',
  '?limit=1&limit=2',
  '?a[b]=1',
  '?__proto__=1',
  '?limit=0',
  '?=',
  '?constructor=1',
)

function searchFor({ route, components }: Asking, isWild: boolean): fc.Arbitrary<Search> {
  const pairs = route.query.map(({ name, schema, required }) => {
    const key = name.replace('.*', '.Size')
    const value = valuesOf(schema, { components, name, isLoose: isWild })
    const given = isWild ? fc.oneof({ arbitrary: value, weight: 4 }, nastyText) : value
    return required === true ? given.map((one) => [key, one] as const) : optionalPair(key, given)
  })
  const usual = fc.tuple(...pairs).map((found) => found.filter((pair) => pair !== undefined))
  return isWild ? fc.oneof<fc.Arbitrary<Search>[]>(usual, usual, usual, brokenSearch) : usual
}

const optionalPair = (key: string, value: fc.Arbitrary<unknown>) =>
  fc.option(
    value.map((one) => [key, one] as const),
    { nil: undefined, freq: 2 },
  )

const safeHeader = nastyText.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 5_000))

const NAMES = [
  'Accept-Language',
  'Vitrine-Currency',
  'Vitrine-Market',
  'Vitrine-Channel',
  'If-None-Match',
  'If-Match',
] as const
const OTHERS = ['Idempotency-Key', 'Last-Event-ID', 'Range', 'traceparent', 'Accept', 'X-Forwarded-For'] as const
const LANGUAGES = [
  'uk, en;q=0.5',
  'en;q=nan, *;q=-1',
  `${'x-'.repeat(500)}x`,
  'zh-Hant-TW-x-private',
  ';;;,,,=',
  '*',
] as const

const conditions: fc.Arbitrary<Headers> = fc.oneof(
  fc
    .constantFrom('"1"', '"2"', 'W/"1"', '*', '"x"', '1', '"99999999999999999999"', '""')
    .map((tag) => ({ 'If-Match': tag })),
  fc.uuid().map((key) => ({ 'Idempotency-Key': key })),
  fc.constantFrom(...LANGUAGES).map((text) => ({ 'Accept-Language': text })),
  fc.constantFrom('gzip', 'br', 'deflate, gzip', 'x').map((coding) => ({ 'Content-Encoding': coding })),
  fc.constantFrom('application/x-ndjson', 'text/html', 'image/webp', '*/*;q=0').map((type) => ({ Accept: type })),
  fc.tuple(fc.constantFrom(...NAMES, ...OTHERS), safeHeader).map(([name, value]) => ({ [name]: value })),
  safeHeader.map((value) => ({ Cookie: `vitrine_cart=${value}; vitrine_customer=%zz` })),
)
