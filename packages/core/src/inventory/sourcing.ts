import { type Asking, type Candidates, candidatesFor } from './candidates.ts'
import type { StockLocation } from './locations/index.ts'
import type { Allocation, Decision, HoldLine, Shortage } from './model.ts'
import { chooseParcels } from './parcels.ts'
import { explain } from './reasons.ts'

/** What can be had of a variant at a location, at the moment of the snapshot. */
export interface Stock {
  at(variantId: string, locationId: string): number
  /** True where the variant has a level, even an empty one. */
  knows(variantId: string, locationId: string): boolean
}

export interface SourcingRequest extends Asking {
  readonly lines: readonly HoldLine[]
  readonly missing?: 'refuse' | 'owe' | undefined
  /** More than 0 in a rush; see `turnOf`. */
  readonly turn?: number | undefined
}

export interface Sourced {
  readonly allocations: Allocation[]
  readonly shortages: Shortage[]
  readonly reasons: Decision[]
}

/**
 * Decides which location serves which line: only those that may serve the buyer, then the fewest parcels, then the buyer's country,
 * then priority. A line may be split. What is missing is owed where that is allowed, else it is a shortage.
 */
export function source(locations: readonly StockLocation[], stock: Stock, request: SourcingRequest): Sourced {
  const candidates = candidatesFor(locations, request, request.turn)
  const parcels = chooseParcels({ candidates, stock, lines: request.lines, asking: request })
  const pool = poolOf(stock)
  const sourced: Sourced = { allocations: [], shortages: [], reasons: [] }
  for (const line of request.lines) {
    const parts = line.tracked
      ? serveTracked(line, { parcels, pool, candidates, request, sourced })
      : serveUntracked(line, parcels[0] ?? candidates.serving[0])
    sourced.allocations.push(...parts)
    sourced.reasons.push(
      explain(line, { parts, parcels, candidates, stock, asking: request, isRush: (request.turn ?? 0) > 0 }),
    )
  }
  return sourced
}

interface Serving {
  readonly parcels: readonly StockLocation[]
  readonly pool: Pool
  readonly candidates: Candidates
  readonly request: SourcingRequest
  readonly sourced: Sourced
}

function serveTracked(line: HoldLine, { parcels, pool, candidates, request, sourced }: Serving): Allocation[] {
  const { key, variantId } = line
  const parts: Allocation[] = []
  const whole = parcels.find(({ id }) => pool.at(variantId, id) >= line.quantity)
  let left = line.quantity
  for (const { id } of whole === undefined ? parcels : [whole]) {
    const quantity = pool.take({ variantId, locationId: id, quantity: left })
    if (quantity > 0) parts.push({ key, variantId, locationId: id, quantity, short: 0, tracked: true })
    left -= quantity
  }
  if (left === 0) return parts
  const mayOwe = line.backorder || request.missing === 'owe'
  const debtor = mayOwe ? debtorOf(variantId, { parcels, pool, candidates }) : undefined
  if (debtor !== undefined) return owe(parts, { key, variantId, locationId: debtor.id, left })
  sourced.shortages.push({ key, variantId, requested: line.quantity, available: line.quantity - left })
  pool.give(parts)
  return []
}

/** Owed where it is sent from anyway, preferring a place that keeps this variant. */
function debtorOf(
  variantId: string,
  { parcels, pool, candidates }: Pick<Serving, 'parcels' | 'pool' | 'candidates'>,
): StockLocation | undefined {
  const keeps = ({ id }: StockLocation) => pool.knows(variantId, id)
  return parcels.find(keeps) ?? candidates.serving.find(keeps) ?? parcels[0] ?? candidates.serving[0]
}

interface Owed {
  readonly key: string
  readonly variantId: string
  readonly locationId: string
  readonly left: number
}

function owe(parts: readonly Allocation[], { key, variantId, locationId, left }: Owed): Allocation[] {
  const same = parts.find((part) => part.locationId === locationId)
  const quantity = (same?.quantity ?? 0) + left
  const owed = { key, variantId, locationId, quantity, short: left, tracked: true }
  return same === undefined ? [...parts, owed] : parts.map((part) => (part === same ? owed : part))
}

function serveUntracked({ key, variantId, quantity }: HoldLine, from: StockLocation | undefined): Allocation[] {
  return from === undefined ? [] : [{ key, variantId, locationId: from.id, quantity, short: 0, tracked: false }]
}

interface Pool extends Stock {
  take(want: { readonly variantId: string; readonly locationId: string; readonly quantity: number }): number
  give(parts: readonly Allocation[]): void
}

/** Lines share one stock: what one took the next cannot have. */
function poolOf(stock: Stock): Pool {
  const taken = new Map<string, number>()
  const keyOf = (variantId: string, locationId: string) => `${variantId}/${locationId}`
  const at = (variantId: string, locationId: string) =>
    stock.at(variantId, locationId) - (taken.get(keyOf(variantId, locationId)) ?? 0)
  const add = (key: string, quantity: number) => void taken.set(key, (taken.get(key) ?? 0) + quantity)
  return {
    at,
    knows: stock.knows,
    take({ variantId, locationId, quantity }) {
      const got = Math.max(0, Math.min(quantity, at(variantId, locationId)))
      if (got > 0) add(keyOf(variantId, locationId), got)
      return got
    },
    give(parts) {
      for (const { variantId, locationId, quantity } of parts) add(keyOf(variantId, locationId), -quantity)
    },
  }
}
