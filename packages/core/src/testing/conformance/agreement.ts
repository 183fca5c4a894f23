import { deepStrictEqual } from 'node:assert/strict'
import type { ShownItem } from './platform.ts'
import type { World } from './world.ts'

/** The channel shows what the shop thinks that it should: each wanted item once and live, with its stock and price. */
export async function expectAgreement(world: World): Promise<void> {
  const { admin, platform, id, isCounted, options, priceOf } = world
  const { items } = await admin.channels.listings({ params: { id }, query: { limit: 100 } })
  const live = (await platform.shows()).filter(({ isLive }) => isLive)
  const wanted = items.filter(({ isWanted }) => isWanted)
  deepStrictEqual(
    live.map(({ key }) => key).sort(),
    wanted.map(({ key }) => key).sort(),
    'the channel shows what was listed, each once',
  )
  const shown = new Map(live.map((item) => [item.key, item]))
  for (const { key, itemId, productId } of wanted) {
    const product = await admin.products.get({ params: { id: productId } })
    const variant = product.variants.find((one) => one.id === itemId) ?? product.variants[0]
    const { items: promises } = await admin.promises.promise({ query: { variant: [variant?.id ?? ''] } })
    const quantity = promises[0]?.shipping.available ?? 0
    const price = options.isPriced === false ? undefined : priceOf(variant?.sku ?? '')
    expectSame(shown.get(key), { quantity: isCounted ? quantity : undefined, price })
  }
}

/** A platform that shows no counts may show that there are none. */
function expectSame(
  item: ShownItem | undefined,
  ours: { readonly quantity: number | undefined; readonly price: number | undefined },
): void {
  const { key, quantity, price } = item ?? { key: 'nothing' }
  if (ours.quantity !== undefined) deepStrictEqual({ key, quantity }, { key, quantity: ours.quantity })
  if (ours.price !== undefined) deepStrictEqual({ key, price }, { key, price: ours.price })
}
