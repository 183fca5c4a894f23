import * as fc from 'fast-check'
import { isLink } from './links.ts'
import { type Asking, type Recipe, rightRequests } from './requests.ts'

/** Texts that chance must not leave out: what databases, encoders and storages choke on. */
const CLASSICS = ['a\u0000b', 'x\ud800'] as const
const MOST_PLACES = 8

type Way = readonly string[]

/** A right request with each of its texts replaced by each of the classics, one at a time. */
export function sweepOf(asking: Asking, seed: number): Recipe[] {
  const tries = fc.sample(rightRequests(asking), { numRuns: 6, seed })
  const found = tries.map((recipe) => ({ recipe, ways: textsOf(recipe.body.json) }))
  const [fullest] = found.sort((a, b) => b.ways.length - a.ways.length)
  if (fullest === undefined) return []
  const { recipe, ways } = fullest
  return ways
    .slice(0, MOST_PLACES)
    .flatMap((way) => CLASSICS.map((text) => ({ ...recipe, body: { json: replaced(recipe.body.json, way, text) } })))
}

function textsOf(value: unknown, way: Way = []): Way[] {
  if (typeof value === 'string' || isLink(value)) return [way]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]) => textsOf(entry, [...way, key]))
}

function replaced(value: unknown, [key, ...rest]: Way, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? replaced(item, rest, text) : item))
  const entries = Object.entries(value as object)
  return Object.fromEntries(entries.map(([name, entry]) => [name, name === key ? replaced(entry, rest, text) : entry]))
}
