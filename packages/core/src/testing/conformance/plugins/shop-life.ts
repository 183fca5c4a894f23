import type { Commerce } from '../../../commerce.ts'

/** What happens in any shop, so that a plugin hears of it: somebody becomes a customer, buys twice, gives one back, and goods change and go. */
export async function shopLife({ call: { admin } }: Pick<Commerce, 'call'>, idle: () => Promise<void>): Promise<void> {
  const email = 'ada@example.com'
  await admin.customers.create({ body: { email } })
  const buy = async (sku: string) => {
    const body = { lines: [{ sku, quantity: 1 }], email, delivery: { code: 'fetch' } }
    const { id } = await admin.orders.createDraft({ body })
    return admin.orders.completeDraft({ params: { id } })
  }
  await buy('SMOKER-SMALL')
  const second = await buy('VEIL-ONE')
  await idle()
  await admin.orders.cancel({ params: { id: second.id }, body: { reason: 'customer' } })
  await admin.products.update({ params: { id: 'veil' }, body: { title: 'Round veil' } })
  await admin.stock.bulk({ body: { rows: [{ sku: 'VEIL-ONE', location: 'main', set: 9 }] } })
  await admin.products.create({ body: { handle: 'candle', title: 'Candle', status: 'active', variants: [] } })
  await admin.products.archive({ params: { id: 'candle' } })
  await admin.products.remove({ params: { id: 'candle' } })
  await idle()
}
