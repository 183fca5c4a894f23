import { setImmediate } from 'node:timers/promises'
import { type Connected, type ItemProduct, soldProducts } from '@vitrine/core'

/** Products that are read together: few, so that requests of buyers come in between. */
const TOGETHER = 8

export type Source = Pick<Connected<unknown, unknown, unknown>, 'store' | 'products'>

/** Everything that a connection shows, page by page in the order of ids; memory does not grow with the shop. */
export async function* walk({ store, products }: Source, signal?: AbortSignal): AsyncGenerator<ItemProduct[]> {
  let after = ''
  for (;;) {
    signal?.throwIfAborted()
    const sold = await soldProducts(store, { after, limit: TOGETHER })
    const last = sold.at(-1)
    if (last === undefined) return
    const found = await products(sold.map(({ id }) => id))
    const byId = new Map(found.map((product) => [product.productId, product]))
    yield sold.flatMap(({ id }) => byId.get(id) ?? [])
    await setImmediate()
    if (sold.length < TOGETHER) return
    after = last.id
  }
}
