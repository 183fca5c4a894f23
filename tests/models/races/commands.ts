import { renewHold } from '../../../packages/core/src/carts/service.ts'
import { parcelsOfOrder, workOfOrder } from '../../../packages/core/src/fulfillment/reads.ts'
import { completeDraft } from '../../../packages/core/src/orders/draft-purchase.ts'
import { choosePayment, sessionsOfOrder } from '../../../packages/core/src/payments/index.ts'
import { cancelPayment } from '../../../packages/core/src/payments/sessions.ts'
import { services } from '../fixtures/services.ts'
import type { Stage } from './stage.ts'

/** What two people may do at the same moment. The ids that it needs are found before the race begins. */
export type RaceCommand = (stage: Stage) => Promise<() => Promise<unknown>>

const cart =
  (name: string, work: (stage: Stage, id: string) => Promise<unknown>): RaceCommand =>
  async (stage) =>
  () =>
    work(stage, stage.carts.get(name) ?? '')

const line =
  (name: string, work: (stage: Stage, at: { id: string; lineId: string }) => Promise<unknown>): RaceCommand =>
  async (stage) => {
    const id = stage.carts.get(name) ?? ''
    const [row] = await stage.app.db.raw('select id from cart_lines where cart_id = ? order by id', [id])
    return () => work(stage, { id, lineId: String(row?.[0]) })
  }

interface OrderAt {
  readonly id: string
  readonly lineId: `orl_${string}`
  readonly workId: string
  readonly parcelId: string
  readonly sessionId: string
}

const order =
  (nth: number, work: (stage: Stage, at: OrderAt) => Promise<unknown>): RaceCommand =>
  async (stage) => {
    const id = stage.orders[nth] ?? ''
    const [row] = await stage.app.db.raw('select id from order_lines where order_id = ? order by position', [id])
    const at = {
      ...{ id, lineId: String(row?.[0]) as OrderAt['lineId'] },
      workId: (await workOfOrder(stage.ctx(), id))[0]?.order.id ?? '',
      parcelId: (await parcelsOfOrder(stage.ctx(), id))[0]?.fulfillment.id ?? '',
      sessionId: (await sessionsOfOrder(stage.ctx(), id))[0]?.id ?? '',
    }
    return () => work(stage, at)
  }

type Adjustment = Parameters<typeof services.adjustStock>[1]

const adjust =
  (kind: 'receive' | 'count' | 'damage' | 'repair' | 'write_off', quantity: number): RaceCommand =>
  async (stage) =>
  () =>
    services.adjustStock(stage.ctx(), { kind, sku: 'frame', location: 'south', quantity } as Adjustment)

const transfer =
  (nth: number, work: (stage: Stage, which: { id: string; version: undefined }) => Promise<unknown>): RaceCommand =>
  async (stage) =>
  () =>
    work(stage, { id: stage.transfers[nth] ?? '', version: undefined })

export const commands: Readonly<Record<string, RaceCommand>> = {
  'more in the cart': line('cart A', (stage, at) => services.changeLine(stage.ctx(), { ...at, quantity: 4 })),
  'less in the cart': line('cart A', (stage, at) => services.changeLine(stage.ctx(), { ...at, quantity: 1 })),
  'out of the cart': line('cart A', (stage, at) => services.takeLineOut(stage.ctx(), at)),
  'into the cart': cart('cart A', (stage, id) =>
    services.addLine(stage.ctx(), { id, line: { sku: 'veil', quantity: 1 } }),
  ),
  'hold the cart': cart('cart A', (stage, id) =>
    services.chooseDelivery(stage.ctx(), { id, delivery: { code: 'courier' } }),
  ),
  'pay the cart otherwise': cart('cart A', (stage, cartId) =>
    choosePayment(stage.ctx(), { cartId, input: { provider: 'sandbox', data: { token: 'sandbox_ok' } } }),
  ),
  'no payment for the cart': cart('cart A', (stage, id) => cancelPayment(stage.ctx(), id)),
  'buy the cart': cart('cart A', (stage, id) => services.completeCartOf(stage.ctx(), id)),
  'buy the other cart by card': cart('cart B', (stage, id) => services.completeCartOf(stage.ctx(), id)),
  'more in the other cart': line('cart B', (stage, at) => services.changeLine(stage.ctx(), { ...at, quantity: 5 })),
  'hold what is late again': cart('cart C', (stage, id) => renewHold(stage.ctx(), id)),
  'end late holds': async (stage) => () => services.endExpiredHolds(stage.ctx()),
  'order the draft': async (stage) => () => completeDraft(stage.ctx(), stage.draft),
  'cancel the order': order(0, (stage, { id }) => services.cancelOrder(stage.ctx(), { id, cancel: {} })),
  'cancel a part': order(0, (stage, { id, lineId }) =>
    services.cancelOrder(stage.ctx(), { id, cancel: { lines: [{ lineId, quantity: 1 }] } }),
  ),
  'cancel what is paid': order(1, (stage, { id }) => services.cancelOrder(stage.ctx(), { id, cancel: {} })),
  'edit up': order(0, (stage, { id, lineId }) =>
    services.editOrder(stage.ctx(), { id, edit: { lines: [{ lineId, quantity: 5 }], add: [] } }),
  ),
  'edit down': order(0, (stage, { id, lineId }) =>
    services.editOrder(stage.ctx(), { id, edit: { lines: [{ lineId, quantity: 1 }], add: [] } }),
  ),
  'add to the order': order(0, (stage, { id }) =>
    services.editOrder(stage.ctx(), { id, edit: { lines: [], add: [{ sku: 'frame', quantity: 2 }] } }),
  ),
  'ship everything': order(0, (stage, { workId: id }) => services.fulfillWork(stage.ctx(), { id, fulfill: {} })),
  'ship one': order(0, (stage, { workId: id, lineId }) =>
    services.fulfillWork(stage.ctx(), { id, fulfill: { lines: [{ lineId, quantity: 1 }] } }),
  ),
  'take the parcel back': order(0, (stage, { parcelId: id }) => services.cancelFulfillment(stage.ctx(), { id })),
  'send it from elsewhere': order(0, (stage, { workId: id }) =>
    services.moveWork(stage.ctx(), { id, to: { locationId: stage.places.south } }),
  ),
  'capture everything': order(0, (stage, { sessionId }) => services.capturePayment(stage.ctx(), { sessionId })),
  'capture some': order(0, (stage, { sessionId }) =>
    services.capturePayment(stage.ctx(), { sessionId, amount: 20_000 }),
  ),
  'refund some': order(0, (stage, { sessionId }) => services.refundPayment(stage.ctx(), { sessionId, amount: 3_000 })),
  'refund what is paid': order(1, (stage, { sessionId }) => services.refundPayment(stage.ctx(), { sessionId })),
  receive: adjust('receive', 2),
  count: adjust('count', 1),
  damage: adjust('damage', 1),
  repair: adjust('repair', 1),
  'write off': adjust('write_off', 1),
  'send the transfer': transfer(0, (stage, which) => services.shipTransfer(stage.ctx(), which)),
  'the transfer arrives': transfer(1, (stage, which) =>
    services.receiveTransfer(stage.ctx(), { ...which, receipt: {} }),
  ),
  'call the transfer back': transfer(1, (stage, which) =>
    services.cancelTransfer(stage.ctx(), { ...which, input: { lost: false } }),
  ),
}

/** Commands as people write them who think that nobody comes between. Races must notice them. */
export const naive: Readonly<Record<string, RaceCommand>> = {
  'a receipt that adds up by itself': async (stage) => async () => {
    const sum = 'select sum(on_hand) from inventory_levels where variant_id = ? and location_id = ?'
    const [row] = await stage.app.db.raw(sum, [stage.variants.frame, stage.places.south])
    return services.adjustStock(stage.ctx(), {
      ...{ kind: 'count', sku: 'frame', location: 'south', quantity: Number(row?.[0]) + 2 },
    })
  },
  'a capture that looks, then writes': order(0, async ({ app }, { sessionId }) => {
    const [row] = await app.db.raw('select captured from payment_sessions where id = ?', [sessionId])
    const set = 'update payment_sessions set captured = ? where id = ?'
    await app.db.raw('select 1')
    await app.db.batch([{ sql: set, args: [Number(row?.[0]) + 20_000, sessionId] }])
  }),
}
