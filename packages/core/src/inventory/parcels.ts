import { type Asking, type Candidates, isNear } from './candidates.ts'
import type { StockLocation } from './locations/index.ts'
import type { HoldLine } from './model.ts'
import type { Stock } from './sourcing.ts'

/** Above so many candidates pairs are tried, triples are not: the choice must stay far cheaper than the command. */
const FEW = 16

export interface Choosing {
  readonly candidates: Candidates
  readonly stock: Stock
  readonly lines: readonly HoldLine[]
  readonly asking: Asking
}

/** The fewest locations that together have all that can be had, near ones before far ones, then by priority. In order of rank. */
export function chooseParcels({ candidates: { serving }, stock, lines, asking }: Choosing): readonly StockLocation[] {
  const wanted = demandOf(lines, serving, stock)
  if (wanted.length === 0) return []
  const holders = serving.filter(({ id }) => wanted.some(({ variantId }) => stock.at(variantId, id) > 0))
  const single = holders.find((location) => covers([location], wanted, stock))
  if (single !== undefined) return [single]
  const ranked = holders.map((location, rank) => ({ location, rank, isFar: !isNear(location, asking) }))
  const sizes = holders.length <= FEW ? [2, 3] : [2]
  for (const size of sizes) {
    const best = bestOf(subsets(ranked, size), wanted, stock)
    if (best !== undefined) return best.map(({ location }) => location)
  }
  return greedy(holders, wanted, stock)
}

interface Demand {
  readonly variantId: string
  readonly quantity: number
}

/** Per variant what is wanted, but no more than all candidates have: a short line must not spoil the choice for the others. */
function demandOf(lines: readonly HoldLine[], serving: readonly StockLocation[], stock: Stock): Demand[] {
  const wanted = new Map<string, number>()
  for (const { variantId, quantity, tracked } of lines)
    if (tracked) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity)
  return [...wanted]
    .map(([variantId, quantity]) => ({ variantId, quantity: Math.min(quantity, had(variantId, serving, stock)) }))
    .filter(({ quantity }) => quantity > 0)
}

function had(variantId: string, locations: readonly StockLocation[], stock: Stock): number {
  let sum = 0
  for (const { id } of locations) sum += stock.at(variantId, id)
  return sum
}

function covers(locations: readonly StockLocation[], wanted: readonly Demand[], stock: Stock): boolean {
  return wanted.every(({ variantId, quantity }) => had(variantId, locations, stock) >= quantity)
}

interface Ranked {
  readonly location: StockLocation
  readonly rank: number
  readonly isFar: boolean
}

function bestOf(
  sets: Iterable<readonly Ranked[]>,
  wanted: readonly Demand[],
  stock: Stock,
): readonly Ranked[] | undefined {
  let best: { readonly set: readonly Ranked[]; readonly far: number; readonly rank: number } | undefined
  for (const set of sets) {
    const far = set.filter(({ isFar }) => isFar).length
    const rank = set.reduce((sum, member) => sum + member.rank, 0)
    if (best !== undefined && (far > best.far || (far === best.far && rank >= best.rank))) continue
    const members = set.map(({ location }) => location)
    if (covers(members, wanted, stock)) best = { set, far, rank }
  }
  return best?.set
}

function* subsets(all: readonly Ranked[], size: number, from = 0): Generator<readonly Ranked[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let at = from; at <= all.length - size; at += 1) {
    const first = all[at] as Ranked
    for (const rest of subsets(all, size - 1, at + 1)) yield [first, ...rest]
  }
}

/** Where no three suffice: always the one that brings most of what is still missing. */
function greedy(holders: readonly StockLocation[], wanted: readonly Demand[], stock: Stock): StockLocation[] {
  const chosen = new Set<StockLocation>()
  let missing = wanted
  while (missing.length > 0) {
    let best: { readonly location: StockLocation; readonly brings: number } | undefined
    for (const location of holders) {
      if (chosen.has(location)) continue
      const brings = missing.reduce(
        (sum, { variantId, quantity }) => sum + Math.min(quantity, stock.at(variantId, location.id)),
        0,
      )
      if (brings > (best?.brings ?? 0)) best = { location, brings }
    }
    if (best === undefined) break
    const { id } = best.location
    chosen.add(best.location)
    missing = missing
      .map(({ variantId, quantity }) => ({ variantId, quantity: quantity - stock.at(variantId, id) }))
      .filter(({ quantity }) => quantity > 0)
  }
  return holders.filter((location) => chosen.has(location))
}
