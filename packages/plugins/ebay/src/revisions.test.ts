import { afterEach, describe, expect, it } from 'vitest'
import { type OpenEbay, openEbay, publicationOf, single } from './fixtures/open-ebay.ts'
import { pushPrices, pushStock } from './inventory/lanes.ts'
import { publish } from './inventory/publish.ts'

let ebay: OpenEbay
afterEach(() => ebay.close())

const DAY = 86_400_000
const price = (externalId: string, amount: number) =>
  pushPrices(ebay.api, [
    {
      key: 'SMOKER-SMALL',
      externalId,
      price: amount,
      compareAt: null,
      currency: 'EUR',
      shape: publicationOf(single(), ebay.settings).shape,
    },
  ])
const stock = (externalId: string, quantity: number) =>
  pushStock(ebay.api, [
    {
      key: 'SMOKER-SMALL',
      externalId,
      quantity,
      locations: [],
      sequence: 1,
      shape: publicationOf(single(), ebay.settings).shape,
    },
  ])
const listed = async () => {
  ebay = await openEbay()
  const [said] = await publish(ebay.api, [publicationOf(single(), ebay.settings)])
  return (said as { readonly externalId: string }).externalId
}
/** What other processes of the shop sent. */
const revisedElsewhere = (times: number) =>
  ebay.account.quota.spend(
    Array.from({ length: times }, () => ({ name: 'revisions SMOKER-SMALL', most: 250 })),
    ebay.api.now() + DAY,
  )
const left = async () => {
  const asked = Array.from({ length: 250 }, () => ({ name: 'revisions SMOKER-SMALL', most: 250 }))
  return (await ebay.account.quota.spend(asked, ebay.api.now() + DAY)).filter((is) => is).length
}

describe('the revisions that eBay allows a listing in a day', () => {
  it('are counted with those of other processes, and the last of them are for stock', async () => {
    const offer = await listed()
    await revisedElsewhere(200)
    expect(await price(offer, 3_100)).toMatchObject([{ outcome: 'again' }])
    expect(await stock(offer, 4)).toMatchObject([{ outcome: 'live' }])
    await revisedElsewhere(49)
    expect(await stock(offer, 3)).toMatchObject([{ outcome: 'again' }])
    ebay.later(2 * DAY)
    expect(await stock(offer, 3)).toMatchObject([{ outcome: 'live' }])
  })

  it('are not used up by what eBay refused, nor by calls that failed', async () => {
    const offer = await listed()
    const faults = { on: 'POST */bulk_update_price_quantity', times: 1 }
    ebay.sandbox.turn({ faults: [{ ...faults, fault: { answer: 'status', status: 503 } }] })
    await expect(stock(offer, 4)).rejects.toThrow()
    expect(await stock(offer, 4)).toMatchObject([{ outcome: 'live' }])
    expect(await left()).toBe(249)
  })
})
