import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOOK_SECRET, openTradingStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openTradingStall()
})
afterEach(() => stall.close())

/** The account is taken away, and comes back as another connection. */
async function connectAgain(): Promise<string> {
  const params = { id: stall.id }
  await stall.channels.unlist({ params, body: { all: true } })
  await stall.idle()
  await stall.channels.remove({ params })
  const { id } = await stall.channels.connect({
    body: {
      channel: 'bazaar',
      name: 'Bazaar NL again',
      settings: { market: 'nl', categories: {} },
      credentials: { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret', webhookSecret: HOOK_SECRET },
    },
  })
  await stall.channels.confirm({ params: { id } })
  await stall.pull()
  return id
}

const two = { lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] }

describe('an account that was taken away and is connected again', () => {
  it('doubles no order, and those that it has go on: edits, parcels and cancellations in both directions', async () => {
    const { id } = stall.sandbox.act.placeOrder(two)
    const other = stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'HIVE-TOOL-ONE', quantity: 1 }] }).id
    await stall.pull()
    const before = await stall.book()
    expect(before).toHaveLength(2)
    const connection = await connectAgain()
    const after = await stall.book()
    expect(after.map((order) => order.id).sort()).toEqual(before.map((order) => order.id).sort())
    expect(new Set(after.map(({ external }) => external?.source))).toEqual(new Set([connection]))
    const ours = (externalId: string) => after.find(({ external }) => external?.id === externalId)?.id ?? ''
    stall.sandbox.act.cancelOrder({ orderId: other })
    await stall.pull()
    expect((await stall.book()).find((order) => order.id === ours(other))).toMatchObject({ status: 'cancelled' })
    await stall.ship(ours(id))
    expect(stall.sandbox.act.state({}).orders.find((order) => order.id === id)).toMatchObject({ status: 'shipped' })
  })

  it('tells new orders, which are taken in', async () => {
    await connectAgain()
    stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 1, unitPrice: 1_450 }] })
    await stall.pull()
    expect(await stall.book()).toHaveLength(1)
  })
})
