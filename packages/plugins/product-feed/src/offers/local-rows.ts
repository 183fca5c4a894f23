import type { Item } from '@vitrine/core'
import { judge } from '../rules/judge.ts'
import { LOCAL } from '../rules/local.ts'
import type { Row } from '../rules/rule.ts'
import { keyOf, present } from './base-row.ts'
import type { Judged, Offering } from './google-row.ts'

/** A stock location of the shop, and what Google's Business Profile calls the store. */
export interface Store {
  readonly location: string
  readonly storeCode: string
}

export interface Pickup {
  readonly method?: string | undefined
  readonly sla?: string | undefined
}

/** What each store has of an item, one row for each. */
export function judgedForStores(
  item: Item,
  { stores, pickup, at }: { readonly stores: readonly Store[]; readonly pickup: Pickup; readonly at: Offering },
): readonly Judged[] {
  const there = new Map(item.stock.map(({ location, quantity }) => [location, quantity]))
  return stores.map(({ location, storeCode }) => {
    const row = localRow(item, { storeCode, quantity: there.get(location) ?? 0, pickup })
    return { row, issues: judge(LOCAL, row, at) }
  })
}

interface AtStore {
  readonly storeCode: string
  readonly quantity: number
  readonly pickup: Pickup
}

function localRow(item: Item, { storeCode, quantity, pickup }: AtStore): Row {
  return present({
    store_code: storeCode,
    id: keyOf(item),
    availability: quantity > 0 ? 'in_stock' : 'out_of_stock',
    quantity: String(quantity),
    pickup_method: pickup.method,
    pickup_sla: pickup.sla,
  })
}
