import { afterEach, describe, expect, it } from 'vitest'
import { type EbayShop, eventually, openEbayShop } from './fixtures/shop.ts'
import { refundsIn } from './sandbox/refunds.ts'

const MINUTE = 60_000

describe('money that a shop gives back at eBay', { timeout: 60_000 }, () => {
  let open: EbayShop
  afterEach(() => open.close())

  /** An order of two veils, as the shop has it. */
  async function sold() {
    open = await openEbayShop({ isChecked: false })
    await open.admin.channels.confirm({ params: { id: open.id } })
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await open.commerce.idle()
    open.sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL', quantity: 2 }] })
    open.later(3 * MINUTE)
    const [order] = await eventually(
      async () => (await open.admin.orders.list({ query: {} })).items,
      (all) => all.length === 1,
    )
    const [intake] = (await open.admin.channels.orders({ params: { id: open.id }, query: {} })).items
    const full = await open.admin.orders.get({ params: { id: order?.id ?? '' } })
    return { params: { id: intake?.id ?? '' }, lineId: full.lines[0]?.id ?? '' }
  }
  const states = async () => {
    open.later(2 * MINUTE)
    await open.commerce.idle()
    return (await open.admin.channels.commands({ params: { id: open.id }, query: {} })).items
      .filter(({ kind }) => kind === 'refund')
      .map(({ status }) => status)
  }
  const paidBack = () => {
    const [stored] = open.sandbox.act.state({}).orders
    return refundsIn(stored?.order as never).map(({ amount }) => amount.value)
  }
  const loseAnswer = (isApplied: boolean) =>
    open.sandbox.turn({ faults: [{ on: 'POST */issue_refund', times: 1, fault: { answer: 'reset', isApplied } }] })

  it('goes out once though the answer was lost, also of lines, and twice when it was decided twice', async () => {
    const { params, lineId } = await sold()
    const lines = [{ lineId, quantity: 1, amount: 500 }]
    loseAnswer(true)
    await open.admin.channels.refundOrder({ params, body: { amount: 500, lines } })
    await eventually(states, (all) => all.join() === 'done')
    expect(paidBack()).toEqual(['5.00'])
    loseAnswer(true)
    await open.admin.channels.refundOrder({ params, body: { amount: 500 } })
    await eventually(states, (all) => all.join() === 'done,done')
    expect(paidBack()).toEqual(['5.00', '5.00'])
    const [order] = (await open.admin.orders.list({ query: {} })).items
    expect(await open.admin.orders.get({ params: { id: order?.id ?? '' } })).toMatchObject({
      money: { refunded: { amount: 1_000 } },
    })
  })

  it('that never arrived is told again, after eBay had time to show it', async () => {
    const { params } = await sold()
    loseAnswer(false)
    await open.admin.channels.refundOrder({ params, body: { amount: 500 } })
    await open.commerce.idle()
    expect(await states()).toEqual(['waiting'])
    expect(paidBack()).toEqual([])
    await eventually(states, (all) => all.join() === 'done')
    expect(paidBack()).toEqual(['5.00'])
  })
})
