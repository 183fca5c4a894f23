import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fulfillWork } from '../fulfillment/fulfill.ts'
import { workOfOrder } from '../fulfillment/reads.ts'
import type { Mail } from '../mail/index.ts'
import { orderToken } from './access.ts'
import { cancelOrder } from './cancel.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'

describe('mails about an order', () => {
  let shop: OrderShop
  /** By template: the facts are told by a lane each, and nobody promised which lane is first. */
  const mails = async (): Promise<Mail[]> => {
    const rows = await shop.app.db.raw(
      'select id, template, recipient, language, content from mail_messages order by template, id',
    )
    return rows.map(([id, template, to, language, content]) => {
      const data = JSON.parse(shop.app.sealer.unseal(String(content), `mail/${String(id)}`))
      return { template, to, language, data } as Mail
    })
  }
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(() => shop.close())

  it('thank, tell what was sent and what was cancelled, once each', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 3 }], pay: 'sandbox_ok' })
    const [work] = await workOfOrder(shop.ctx, id)
    const [hive, veil] = (work?.lines ?? []).map(({ lineId }) => lineId as `orl_${string}`)
    await fulfillWork(shop.ctx, {
      id: work?.order.id ?? '',
      fulfill: { lines: [{ lineId: hive ?? 'orl_', quantity: 1 }], tracking: { carrier: 'Swift', number: 'SW1' } },
    })
    await cancelOrder(shop.ctx, { id, cancel: { lines: [{ lineId: veil ?? 'orl_', quantity: 2 }] } })
    await shop.settle()
    const link = `http://localhost:3000/orders/${id}?token=${orderToken(shop.ctx, id)}`
    const to = { to: 'ada@example.com', language: 'en' }
    expect(await mails()).toMatchObject([
      {
        ...to,
        template: 'orderCancelled',
        data: { lines: [{ title: 'The veil', quantity: 2 }], refund: '€39.98', link },
      },
      {
        ...to,
        template: 'orderConfirmation',
        data: {
          name: 'Ada',
          order: 'VT-10001',
          lines: [
            { title: 'The hive', quantity: 1 },
            { title: 'The veil', quantity: 3 },
          ],
          delivery: 'Courier',
          deliverTo: ['Ada Beek', 'Long Street 1', '81-001 Gdynia', 'PL'],
          link,
        },
      },
      {
        ...to,
        template: 'orderShipped',
        data: { lines: [{ title: 'The hive', quantity: 1 }], trackingNumber: 'SW1', link },
      },
    ])
  })
})
