import * as fc from 'fast-check'
import type { GenericSchema } from 'valibot'
import { nastyText, nastyValue } from './nasty.ts'
import { fromPool, type Pool } from './pool.ts'
import { has, type Inside, inside, required } from './schemas.ts'

/** Values that a schema should take, as far as it tells: what it checks in code may still refuse them. */
export function likely(schema: GenericSchema, name: string, pool: Pool): fc.Arbitrary<unknown> {
  const it = inside(schema)
  const of = (inner: GenericSchema | undefined, key = name) =>
    inner === undefined ? fc.constant(null) : likely(inner, key, pool)
  switch (it.type) {
    case 'optional':
    case 'exact_optional':
    case 'nullish':
      return fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, of(it.wrapped))
    case 'nullable':
      return fc.option(of(it.wrapped), { nil: null, freq: 4 })
    case 'lazy':
      return of(it.getter?.(undefined))
    case 'strict_object':
    case 'object':
    case 'loose_object':
      return fc.record(
        Object.fromEntries(Object.entries(it.entries ?? {}).map(([key, entry]) => [key, of(entry, key)])),
      )
    case 'array':
      return listOf(it, of(it.item))
    case 'record':
      return fc.dictionary(
        it.key === undefined ? fc.string() : (of(it.key, 'language') as fc.Arbitrary<string>),
        of(it.value),
        { maxKeys: 3 },
      )
    case 'union':
    case 'variant':
      return fc.oneof(...(it.options as GenericSchema[]).map((option) => of(option)))
    case 'picklist':
      return fc.constantFrom(...(it.options as unknown[]))
    case 'literal':
      return fc.constant(it.literal)
    case 'boolean':
      return fc.boolean()
    case 'number':
      return numberOf(it)
    case 'string':
      return textOf(it, name, pool)
    case 'custom':
      return idOf(name, pool)
    case 'unknown':
      return nastyValue
    default:
      throw new Error(`no values are known for a schema of type ${it.type}`)
  }
}

function listOf(it: Inside, item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const least = Number(required(it, 'min_length') ?? 0)
  return fc.array(item, { minLength: least, maxLength: Math.max(3, least) })
}

function numberOf(it: Inside): fc.Arbitrary<number> {
  const min = Number(required(it, 'min_value') ?? -1_000_000)
  const max = Number(required(it, 'max_value') ?? Number.MAX_SAFE_INTEGER)
  const small = fc.integer({ min: Math.max(min, -5), max: Math.min(max, Math.max(min, -5) + 20) })
  return fc.oneof({ arbitrary: small, weight: 4 }, fc.constantFrom(min, max))
}

const DATES = ['2026-06-01T10:00:00Z', '2020-01-01T00:00:00.000Z', '2099-12-31T23:59:59+02:00', '9999-12-31T00:00:00Z']

/** Words of a shop that patterns alone would hardly ever hit. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  country: ['NL', 'PL', 'DE'],
  countries: ['NL', 'PL', 'DE'],
  currency: ['EUR', 'PLN'],
  currencies: ['EUR', 'PLN'],
  language: ['en', 'uk', 'pl'],
  languages: ['en', 'uk', 'pl'],
  defaultLanguage: ['en', 'uk'],
  market: ['main'],
  location: ['main', 'shop'],
  from: ['main', 'shop'],
  to: ['main', 'shop'],
  provider: ['manual', 'sandbox'],
  code: ['courier', 'main', 'shop', 'web'],
  phone: ['+48123456789'],
}

function textOf(it: Inside, name: string, pool: Pool): fc.Arbitrary<string> {
  const own = plainText(it)
  const words = WORDS[name]
  const known = fromPool(pool, namesLike(name), own)
  return fc.oneof(
    { arbitrary: own, weight: 2 },
    { arbitrary: known, weight: 3 },
    ...(words === undefined ? [] : [{ arbitrary: fc.constantFrom(...words), weight: 5 }]),
  )
}

function plainText(it: Inside): fc.Arbitrary<string> {
  if (has(it, 'email')) return fc.nat(50).map((at) => `buyer${at}@example.com`)
  if (has(it, 'iso_timestamp')) return fc.constantFrom(...DATES)
  if (has(it, 'url')) return fc.constant('https://pictures.example.com/hive.jpg')
  const pattern = required(it, 'regex')
  if (pattern instanceof RegExp)
    return fc.oneof(fc.stringMatching(new RegExp(pattern.source), { maxLength: 40 }), fc.constant('a1'))
  const min = Number(required(it, 'min_length', 'length') ?? (has(it, 'non_empty') ? 1 : 0))
  const max = Number(required(it, 'max_length', 'length') ?? 1_000)
  const edge = fc.constantFrom('x'.repeat(Math.min(max, 5_000)), 'x'.repeat(min))
  const body = fc.oneof(fc.lorem({ maxCount: 2 }), fc.string({ unit: 'binary', minLength: min, maxLength: min + 10 }))
  return fc.oneof({ arbitrary: body, weight: 5 }, edge, nastyText).map((text) => text.slice(0, max).padEnd(min, 'x'))
}

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  variant: ['sku', 'var'],
  owner: ['productId', 'collectionId'],
  entity: ['productId', 'collectionId'],
  line: ['lin'],
}

/** `id`, `variantId` and `variant` are looked up under the same names. */
export function namesLike(name: string): string[] {
  const bare = name.replace(/Ids?$/, '').replace(/s$/, '')
  return [...new Set([name, `${bare}Id`, bare, ...(ALIASES[bare] ?? [])])]
}

function idOf(name: string, pool: Pool): fc.Arbitrary<string> {
  return fromPool(pool, namesLike(name), fc.constant('prd_01hzzzzzzzzzzzzzzzzzzzzzzz'))
}
