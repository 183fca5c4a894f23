import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setFailpoints } from '../../packages/core/src/kernel/failpoint.ts'
import { openTradingStall, type Stall } from './fixtures/stall.ts'

const PLACES = [
  'channels.pulled',
  'channels.stored',
  'channels.placed',
  'channels.followed',
  'channels.hookStored',
  'channels.hookRead',
  'channels.hookHandled',
  'channels.commandAsked',
  'channels.commandSent',
  'channels.commandSettled',
] as const

let stall: Stall
beforeAll(async () => {
  stall = await openTradingStall()
  await stall.listen()
}, 60_000)
afterAll(() => stall.close())

/** Work that is begun anew, as by a process that took it over. */
async function takenOver() {
  const params = { id: stall.id }
  await stall.channels.pause({ params })
  await stall.channels.resume({ params })
  await stall.hurry()
}

/** Breaks off what comes by the place, once. Answers whether anything came by. */
function breakAt(place: string): () => boolean {
  let isBroken = false
  const act = () => {
    if (isBroken) return
    isBroken = true
    throw new Error(`broken off at ${place}`)
  }
  setFailpoints({ [place]: act })
  return () => isBroken
}

describe('work for a marketplace that is broken off at', () => {
  it.each(PLACES)('%s is taken up again: each order is in the book once, each command is heard once', async (place) => {
    const isBroken = breakAt(place)
    try {
      const { id } = stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'HIVE-TOOL-ONE', quantity: 2 }] })
      const ours = async () => (await stall.book()).filter(({ external }) => external?.id === id)
      await stall.settle()
      await takenOver()
      await stall.pull()
      const [order] = await ours()
      await stall.ship(order?.id ?? '', 1)
      await takenOver()
      const [{ lineId = '' } = {}] = stall.sandbox.act.state({}).orders.find((one) => one.id === id)?.lines ?? []
      stall.sandbox.act.cancelOrder({ orderId: id, lines: [{ lineId, quantity: 1 }] })
      await stall.settle()
      await takenOver()
      await stall.pull()
      expect(isBroken()).toBe(true)
      expect(await ours()).toMatchObject([
        { lines: [{ quantity: 2, fulfilled: 1, cancelled: 1 }], money: { due: { amount: 0 } } },
      ])
      const theirs = stall.sandbox.act.state({}).orders.find((one) => one.id === id)
      expect(theirs).toMatchObject({ status: 'shipped', lines: [{ shippedQuantity: 1, cancelledQuantity: 1 }] })
      const told = await stall.rows(
        `select kind, status from channel_commands where external_id = '${id}' order by kind`,
      )
      expect(told).toEqual([
        ['acknowledge', 'done'],
        ['cancel', 'done'],
        ['ship', 'done'],
      ])
    } finally {
      setFailpoints(undefined)
    }
  })
})
