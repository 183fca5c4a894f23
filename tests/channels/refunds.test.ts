import { channelFailure, defineChannel, type ForeignOrder, type GivenBack } from '@vitrine/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFailpoints } from '../../packages/core/src/kernel/failpoint.ts'
import { openAccountShop } from './fixtures/account-shop.ts'

const MINUTE = 60_000

/** A platform that takes the same refund as often as it is told, and has no key to tell them apart by. */
function openPlatform() {
  const given: (GivenBack & { readonly order: string })[] = []
  const state = { given, orders: [] as string[], answer: 'said' as 'said' | 'lost' | 'unheard', isBlind: false }
  const order = (externalId: string): ForeignOrder => ({
    externalId,
    status: 'open',
    placedAt: new Date().toISOString(),
    version: 1,
    currency: 'EUR',
    isTaxIncluded: true,
    lines: [{ externalId: `${externalId}-1`, key: 'VEIL-ONE', title: 'Veil', quantity: 2, unitPrice: 2_000 }],
    shipping: { name: 'Post', price: 0 },
    total: 4_000,
    payment: 'paid',
    delivery: 'shipping',
    buyer: {},
  })
  const channel = defineChannel('till', {
    version: '1.0.0',
    kind: 'marketplace',
    title: 'Till',
    hosts: [],
    connect: () => state,
    orders: {
      every: '1m',
      pull: async () => ({
        orders: state.orders.map((id) => ({ externalId: id, raw: order(id) })),
        cursor: null,
        isMore: false,
      }),
      parse: (raw) => raw as ForeignOrder,
      refund: async (_, { externalId, amount }) => {
        const id = `r${given.length + 1}`
        if (state.answer !== 'unheard') given.push({ id, amount, outcome: { outcome: 'done' }, order: externalId })
        if (state.answer !== 'said') throw channelFailure({ kind: 'unknown', message: 'socket hang up' })
        return { outcome: 'done', externalId: id }
      },
      refunds: {
        read: async (_, { externalId }) => (state.isBlind ? [] : given.filter((one) => one.order === externalId)),
        within: '5m',
      },
    },
  })
  return { state, channel }
}

type Platform = ReturnType<typeof openPlatform>
let platform: Platform
let made: Awaited<ReturnType<typeof openAccountShop>>

beforeEach(async () => {
  platform = openPlatform()
  platform.state.orders = ['A', 'B']
  made = await openAccountShop({ channel: platform.channel() })
  await made.pass(2 * MINUTE)
})
afterEach(async () => {
  setFailpoints(undefined)
  await made.shop.close()
})

const intakeOf = async (externalId: string) =>
  (await made.channels.orders({ params: made.params, query: {} })).items.find((one) => one.externalId === externalId)
const giveBack = async (externalId: string, amount: number) => {
  const params = { id: (await intakeOf(externalId))?.id ?? '' }
  return made.channels.refundOrder({ params, body: { amount } })
}
const told = async () =>
  (await made.channels.commands({ params: made.params, query: {} })).items.map(({ status }) => status).reverse()
const sums = () => platform.state.given.map(({ order, amount }) => `${order} ${amount}`)
const inBook = async (externalId: string) => {
  const order = await made.shop.commerce.call.admin.orders.get({
    params: { id: (await intakeOf(externalId))?.orderId ?? '' },
  })
  return order.money.refunded.amount
}

describe('money that is given back at a channel without idempotency keys', () => {
  it('goes out once when the answer was lost after it went out', async () => {
    platform.state.answer = 'lost'
    await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'said'
    await made.pass(30 * MINUTE)
    expect([sums(), await told(), await inBook('A')]).toEqual([['A 500'], ['done'], 500])
  })

  it('goes out once when the process died between the call and its note', async () => {
    let isBroken = false
    setFailpoints({
      'channels.commandSent': () => {
        if (isBroken) return
        isBroken = true
        throw new Error('died')
      },
    })
    await giveBack('A', 500)
    await made.pass(30 * MINUTE)
    await made.pass(30 * MINUTE)
    expect(isBroken).toBe(true)
    expect([sums(), await told(), await inBook('A')]).toEqual([['A 500'], ['done'], 500])
  })

  it('twice the same amount is two refunds, and a lost answer of the second is told from the first', async () => {
    await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'lost'
    await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'said'
    await made.pass(30 * MINUTE)
    expect([sums(), await told(), await inBook('A')]).toEqual([['A 500', 'A 500'], ['done', 'done'], 1_000])
  })

  it('is told again when it never arrived, though an equal one went out before', async () => {
    await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'unheard'
    await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'said'
    expect([sums(), await told()]).toEqual([['A 500'], ['done', 'waiting']])
    for (let time = 0; time < 6; time += 1) await made.pass(5 * MINUTE)
    expect([sums(), await told(), await inBook('A')]).toEqual([['A 500', 'A 500'], ['done', 'done'], 1_000])
  })

  it('is not told again while the channel may be slow to show it', async () => {
    platform.state.answer = 'lost'
    platform.state.isBlind = true
    await giveBack('A', 500)
    await made.pass(2 * MINUTE)
    platform.state.answer = 'said'
    platform.state.isBlind = false
    for (let time = 0; time < 6; time += 1) await made.pass(5 * MINUTE)
    expect([sums(), await told()]).toEqual([['A 500'], ['done']])
  })

  it('asks a person when several that are new may be it', async () => {
    platform.state.answer = 'lost'
    await giveBack('A', 500)
    await made.idle()
    const [mine] = platform.state.given
    if (mine === undefined) throw new Error('it never went out')
    platform.state.given.splice(0, 1, { ...mine, amount: 480 }, { ...mine, id: 'r9', amount: 70 })
    await made.pass(30 * MINUTE)
    const [command] = (await made.channels.commands({ params: made.params, query: {} })).items
    expect(command).toMatchObject({ status: 'refused', outcome: { issues: [{ code: 'unclear' }] } })
    expect(platform.state.given).toHaveLength(2)
  })

  it('is read back too when somebody puts its reason right', async () => {
    platform.state.answer = 'lost'
    const { id: command } = await giveBack('A', 500)
    await made.idle()
    platform.state.answer = 'said'
    await made.channels.editCommand({ params: { id: command }, body: { reason: 'scratched' } })
    await made.pass(30 * MINUTE)
    expect([sums(), await told()]).toEqual([['A 500'], ['done']])
  })
})
