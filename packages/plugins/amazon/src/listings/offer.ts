import { exponent, type Money, type StockAt } from '@vitrine/core'
import type { Marketplace } from '../marketplaces.ts'
import type { Settings } from '../settings.ts'
import type { AttributeValues } from './shape.ts'

/** The price as everybody pays it, with tax where the marketplace shows it so. */
export function purchasableOffer({ amount, currency }: Money, { id }: Marketplace): AttributeValues {
  const value = amount / 10 ** exponent(currency)
  return [{ marketplace_id: id, audience: 'ALL', currency, our_price: [{ schedule: [{ value_with_tax: value }] }] }]
}

interface InStock {
  readonly quantity: number
  readonly locations: readonly StockAt[]
}

/**
 * How much there is: as one number, and by supply source for the places that have one (Supply Sources 2020-07-01), from which buyers collect.
 */
export function availability({ quantity, locations }: InStock, settings: Settings): AttributeValues {
  const { supplySources = {}, handlingDays } = settings
  const lead = handlingDays === undefined ? {} : { lead_time_to_ship_max_days: handlingDays }
  const sourced = locations.flatMap(({ location, quantity: here }) => {
    const source = supplySources[location]
    return source === undefined ? [] : [{ fulfillment_channel_code: source, quantity: here }]
  })
  const elsewhere = sourced.reduce((rest, { quantity: here }) => rest - here, quantity)
  return [...sourced, { fulfillment_channel_code: 'DEFAULT', quantity: Math.max(0, elsewhere), ...lead }]
}
