import type { Entry, PriceEntry, Publication, StockEntry } from '@vitrine/core'
import { pricesOf } from '../offers/price-text.ts'
import type { MetaApi } from './api.ts'
import { type Request, sendBatch } from './batch.ts'
import { availabilityOf, type MetaOffer } from './offer.ts'

const update = (id: string, data: Readonly<Record<string, unknown>>): Request => ({
  method: 'UPDATE',
  data: { ...data, id },
})

/** UPDATE with everything. */
export function publish(api: MetaApi, entries: readonly Publication<MetaOffer>[]) {
  const requests = entries.map(({ key, shape, confirmed, quantity, price, compareAt, currency }) =>
    update(key, {
      ...emptied(confirmed, shape),
      ...shape,
      ...(price === null ? {} : pricesOf({ price, compareAt, currency })),
      ...stockOf(quantity, shape),
    }),
  )
  return sendBatch(api, { purpose: 'items', entries, requests })
}

/** UPDATE keeps what it does not name, so what the shop says no more is sent empty. */
function emptied(before: MetaOffer | null, now: MetaOffer): Record<string, ''> {
  const gone = Object.keys(before ?? {}).filter((name) => now[name] === undefined && name !== 'availability')
  return Object.fromEntries(gone.map((name) => [name, '']))
}

const stockOf = (quantity: number, shape: Pick<MetaOffer, 'availability'>) => ({
  availability: availabilityOf(quantity, shape),
  inventory: quantity,
})

/** DELETE; an item that is not there is no error. */
export function withdraw(api: MetaApi, entries: readonly Entry[]) {
  const requests = entries.map(({ key }): Request => ({ method: 'DELETE', data: { id: key } }))
  return sendBatch(api, { purpose: 'values', entries, requests })
}

/** UPDATE of the count and what it means. */
export function pushStock(api: MetaApi, entries: readonly StockEntry<MetaOffer>[]) {
  const requests = entries.map(({ key, quantity, shape }) => update(key, stockOf(quantity, shape ?? {})))
  return sendBatch(api, { purpose: 'values', entries, requests })
}

/** UPDATE of prices; an empty sale price ends the sale. */
export function pushPrices(api: MetaApi, entries: readonly PriceEntry<MetaOffer>[]) {
  const requests = entries.map((entry) => update(entry.key, { sale_price: '', ...pricesOf(entry) }))
  return sendBatch(api, { purpose: 'values', entries, requests })
}
