import { type Acknowledgement, type Entry, failureOf, type Publication } from '@vitrine/core'
import * as v from 'valibot'
import { type GoogleApi, productName } from './api.ts'
import { acknowledgeEach } from './each.ts'
import { changeLocals } from './local.ts'
import { availabilityOf, type GoogleOffer } from './offer.ts'
import { googlePrices } from './price.ts'

const Inserted = v.object({ product: v.optional(v.string()) })

/**
 * Operation productInputs.insert: creates and replaces, by the offer's id. It is processed within minutes, and read back. When other stores are
 * in the settings than were told of, localInventories.insert and localInventories.delete.
 */
export function publish(
  api: GoogleApi,
  entries: readonly Publication<GoogleOffer>[],
): Promise<readonly Acknowledgement[]> {
  const { contentLanguage, feedLabel } = api.settings
  return acknowledgeEach(entries, async (entry) => {
    const { key, operation, quantity, price, compareAt, currency, confirmed } = entry
    const { local, ...shape } = entry.shape
    const prices = price === null ? {} : googlePrices({ price, compareAt, currency })
    const productAttributes = { ...shape, ...prices, availability: availabilityOf(quantity, shape) }
    const { body } = await api.http.post(`/products/v1/${api.account}/productInputs:insert`, {
      query: { dataSource: api.dataSource },
      /* A number that grows keeps an input that comes late from writing over a newer one (schema ProductInput, versionNumber). */
      body: { offerId: key, contentLanguage, feedLabel, versionNumber: String(api.now()), productAttributes },
      output: Inserted,
      isRepeatable: true,
    })
    // Of what is new the stock is told when it is there.
    if (operation === 'update') await changeLocals(api, { ...entry, now: local, before: confirmed?.local })
    return { key, outcome: 'accepted', ...(body.product === undefined ? {} : { externalId: body.product }) }
  })
}

/** Operation productInputs.delete; what is not there counts as gone. */
export function withdraw(api: GoogleApi, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  return acknowledgeEach(entries, async ({ key }) => {
    try {
      await api.http.delete(`/products/v1/${api.account}/productInputs/${productName(api, key)}`, {
        query: { dataSource: api.dataSource },
        isRepeatable: true,
      })
    } catch (thrown) {
      if (failureOf(thrown).kind !== 'missing') throw thrown
    }
    return { key, outcome: 'live' }
  })
}
