import { type Asking, type Candidates, isNear } from './candidates.ts'
import type { StockLocation } from './locations/index.ts'
import {
  type Allocation,
  type Decision,
  type HoldLine,
  REASONS,
  type ReasonRow,
  type ReasonView,
  type Why,
} from './model.ts'
import type { Stock } from './sourcing.ts'

interface Decided {
  readonly parts: readonly Allocation[]
  readonly parcels: readonly StockLocation[]
  readonly candidates: Candidates
  readonly stock: Stock
  readonly asking: Asking
  readonly isRush: boolean
}

/** Why this line is served from where it is, and why not from elsewhere. */
export function explain(line: HoldLine, { parts, parcels, candidates, stock, asking, isRush }: Decided): Decision {
  const { key, variantId } = line
  const { serving, refused } = candidates
  const holders = serving.filter(({ id }) => stock.at(variantId, id) > 0)
  const chosen = serving.filter(({ id }) => parts.some((part) => part.locationId === id))
  const rival = { serving, holders, chosen, parcels, asking, isRush }
  const rows = serving.map((location): ReasonRow => {
    const available = line.tracked ? stock.at(variantId, location.id) : 0
    const part = parts.find(({ locationId }) => locationId === location.id)
    if (part !== undefined) return [location.id, whyChosen(location, part, rival), available]
    return [location.id, line.tracked && available === 0 ? 'no_stock' : whyPassed(location, rival), available]
  })
  const others = refused.map(([{ id }, why]): ReasonRow => [id, why, line.tracked ? stock.at(variantId, id) : 0])
  return { key, variantId, candidates: [...rows, ...others] }
}

interface Rivals {
  readonly serving: readonly StockLocation[]
  readonly holders: readonly StockLocation[]
  readonly chosen: readonly StockLocation[]
  readonly parcels: readonly StockLocation[]
  readonly asking: Asking
  readonly isRush: boolean
}

function whyChosen(location: StockLocation, part: Allocation, { holders, parcels, asking, isRush }: Rivals): Why {
  if (asking.pickupLocationId != null) return 'pickup_chosen'
  if (!part.tracked) return 'untracked'
  if (part.short === part.quantity) return 'backorder'
  const rivals = holders.filter((holder) => holder !== location)
  if (rivals.length === 0) return 'only_one'
  if (isRush) return 'rush'
  if (parcels.length > 1) return 'fewest_parcels'
  const first = holders[0] === location
  if (!first) return 'fewest_parcels'
  return isNear(location, asking) && !rivals.some((rival) => isNear(rival, asking)) ? 'same_country' : 'priority'
}

function whyPassed(location: StockLocation, { serving, chosen, parcels, asking, isRush }: Rivals): Why {
  const [winner] = chosen
  if (winner === undefined) return 'not_enough'
  if (isRush) return 'other_turn'
  if (parcels.length > 1 || serving.indexOf(location) < serving.indexOf(winner)) return 'more_parcels'
  return isNear(winner, asking) && !isNear(location, asking) ? 'other_country' : 'lower_priority'
}

/** A stored reason in data and in words for staff. */
export function reasonView([locationId, why, available]: ReasonRow, locations: readonly StockLocation[]): ReasonView {
  const locationName = locations.find(({ id }) => id === locationId)?.name ?? null
  return { locationId, locationName, verdict: REASONS[why][0], why, words: REASONS[why][1], available }
}
