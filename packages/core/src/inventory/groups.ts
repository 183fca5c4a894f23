import type { StockLocation } from './locations/index.ts'
import type { Allocation, HoldLine } from './model.ts'
import { type Sourced, type SourcingRequest, type Stock, source } from './sourcing.ts'

/**
 * Where every line comes from when some are fetched elsewhere than the rest: each group by its own rules, from one stock, in the order of
 * the lines.
 */
export function sourceGroups(locations: readonly StockLocation[], stock: Stock, request: SourcingRequest): Sourced {
  const groups = new Map<string | null, HoldLine[]>()
  for (const line of request.lines) {
    const place = (line.pickupLocationId === undefined ? request.pickupLocationId : line.pickupLocationId) ?? null
    const group = groups.get(place) ?? []
    group.push(line)
    groups.set(place, group)
  }
  const all: Sourced = { allocations: [], shortages: [], reasons: [] }
  for (const [pickupLocationId, lines] of groups) {
    const one = source(locations, without(stock, all.allocations), { ...request, lines, pickupLocationId })
    all.allocations.push(...one.allocations)
    all.shortages.push(...one.shortages)
    all.reasons.push(...one.reasons)
  }
  return all
}

function without(stock: Stock, taken: readonly Allocation[]): Stock {
  if (taken.length === 0) return stock
  const at = (variantId: string, locationId: string) =>
    taken.reduce(
      (left, one) =>
        one.tracked && one.variantId === variantId && one.locationId === locationId
          ? left - (one.quantity - one.short)
          : left,
      stock.at(variantId, locationId),
    )
  return { at, knows: stock.knows }
}
