import { type Acknowledgement, failureOf, type PriceEntry, type StockEntry } from '@vitrine/core'
import { type GoogleApi, productName } from './api.ts'
import { acknowledgeEach } from './each.ts'
import { insertLocals } from './local.ts'
import { availabilityOf, type GoogleOffer } from './offer.ts'
import { googlePrices } from './price.ts'

/** Operation productInputs.patch for the availability, and localInventories.insert for each store. */
export function pushStock(
  api: GoogleApi,
  entries: readonly StockEntry<GoogleOffer>[],
): Promise<readonly Acknowledgement[]> {
  return acknowledgeEach(entries, async (entry) => {
    const { key, quantity, shape } = entry
    return ifThere(key, async () => {
      await patch(api, key, { productAttributes: { availability: availabilityOf(quantity, shape ?? {}) } }, [
        'availability',
      ])
      await insertLocals(api, entry)
    })
  })
}

/** Operation productInputs.patch. What the mask names and the body leaves out is deleted, so that a sale ends. */
export function pushPrices(
  api: GoogleApi,
  entries: readonly PriceEntry<GoogleOffer>[],
): Promise<readonly Acknowledgement[]> {
  return acknowledgeEach(entries, async ({ key, price, compareAt, currency }) =>
    ifThere(key, () =>
      patch(api, key, { productAttributes: googlePrices({ price, compareAt, currency }) }, ['price', 'salePrice']),
    ),
  )
}

async function patch(api: GoogleApi, key: string, body: object, mask: readonly string[]): Promise<void> {
  await api.http.patch(`/products/v1/${api.account}/productInputs/${productName(api, key)}`, {
    query: { dataSource: api.dataSource, updateMask: mask.map((name) => `productAttributes.${name}`).join() },
    body,
    bucket: 'values',
    isRepeatable: true,
  })
}

/** An input that is gone is made anew by its listing. */
async function ifThere(key: string, work: () => Promise<void>): Promise<Acknowledgement> {
  try {
    await work()
    return { key, outcome: 'live' }
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'missing') throw thrown
    return { key, outcome: 'missing' }
  }
}
