import type { Block } from './block-rows.ts'
import { passing, type Wanted } from './passing.ts'

/** What is asked of each product, in numbers only. */
export interface Question {
  /** Counts what is shown at this moment; undefined whatever its dates say. */
  readonly now?: number
  readonly collection?: number
  readonly priceMin?: number
  readonly priceMax?: number
  readonly available?: boolean
  /** At most 30. */
  readonly wanted: readonly Wanted[]
  /** Every value of the keys that are chosen from: they are counted as if nothing of that key were chosen. */
  readonly chosen: ReadonlyMap<string, readonly number[]>
}

export interface Tally {
  total: number
  available: number
  /** Infinity when nothing has a price. */
  least: number
  most: number
  /** Products by number of their value; shorter than the greatest number. */
  counts: Uint32Array<ArrayBuffer>
}

export interface Counter {
  readonly tally: Tally
  add(block: Block): void
}

/** Counts products block by block; each is looked at once, for all facets together. */
export function counter(question: Question): Counter {
  const passes = passing(question.wanted, [...question.chosen.keys()])
  const keyOf = numbered([...question.chosen.values()])
  const tally: Tally = {
    total: 0,
    available: 0,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
    counts: new Uint32Array(0),
  }
  let seen = new Uint32Array(0)
  let stamp = 0
  /** A value that several variants have is counted once, and only by the passes that it is counted under. */
  const countValues = ({ facetStarts, values }: Block, at: number, passed: number) => {
    stamp += 1
    const end = facetStarts[at + 1] as number
    for (let facet = facetStarts[at] as number; facet < end; facet += 1) {
      const value = values[facet] as number
      if (seen[value] === stamp) continue
      seen[value] = stamp
      if ((passed & (1 << (keyOf[value] ?? 0))) !== 0) tally.counts[value] = (tally.counts[value] as number) + 1
    }
  }
  return {
    tally,
    add(block) {
      const size = greatest(block.values) + 1
      tally.counts = grown(tally.counts, size)
      seen = grown(seen, size)
      for (let at = 0; at < block.size; at += 1) {
        if (!isAsked(block, at, question)) continue
        const passed = passes(block, at)
        if (passed === 0) continue
        if ((passed & 1) === 1) countProduct(tally, block, at)
        countValues(block, at, passed)
      }
    },
  }
}

function isAsked(block: Block, at: number, question: Question): boolean {
  const { now, collection, priceMin, priceMax, available } = question
  if (now !== undefined && !((block.from[at] as number) <= now && now < (block.until[at] as number))) return false
  if (available !== undefined && (block.available[at] === 1) !== available) return false
  const price = block.price[at] as number
  if (priceMin !== undefined && !(price >= priceMin)) return false
  if (priceMax !== undefined && !(price <= priceMax)) return false
  return collection === undefined || isMember(block, at, collection)
}

function isMember({ collectionStarts, collections }: Block, at: number, collection: number): boolean {
  const end = collectionStarts[at + 1] as number
  for (let place = collectionStarts[at] as number; place < end; place += 1)
    if (collections[place] === collection) return true
  return false
}

function countProduct(tally: Tally, block: Block, at: number): void {
  tally.total += 1
  tally.available += block.available[at] as number
  const price = block.price[at] as number
  if (price < tally.least) tally.least = price
  if (price > tally.most) tally.most = price
}

/** By value the place of its key among the chosen ones, from 1. */
function numbered(keys: readonly (readonly number[])[]): Uint8Array {
  const places = new Uint8Array(greatest(keys.flat()) + 1)
  for (const [at, values] of keys.entries()) for (const value of values) places[value] = at + 1
  return places
}

function greatest(values: Iterable<number>): number {
  let most = -1
  for (const value of values) if (value > most) most = value
  return most
}

function grown(from: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  if (size <= from.length) return from
  const to = new Uint32Array(Math.max(size, from.length * 2))
  to.set(from)
  return to
}
