import { setImmediate } from 'node:timers/promises'
import { type Connected, type Listed, soldProducts } from '@vitrine/core'

/** Items that are read together: few, so that requests of buyers come in between. */
const TOGETHER = 40

/** Everything that a connection is wanted to show, page by page; memory does not grow with the shop. */
export async function* walk(
  { listed }: Pick<Connected<unknown, unknown, unknown>, 'listed'>,
  signal?: AbortSignal,
): AsyncGenerator<readonly Listed[]> {
  for (let after: string | null = ''; after !== null; ) {
    signal?.throwIfAborted()
    const { items, next }: Awaited<ReturnType<typeof listed>> = await listed({ after, limit: TOGETHER })
    yield items
    await setImmediate()
    after = next
  }
}

/** Products whose variants are looked for together. */
const PRODUCTS = 100

/** Variants that a connection's sales channel sells and that were never listed there, a few at a time. */
export async function* newGoods(
  { store, unlisted }: Pick<Connected<unknown, unknown, unknown>, 'store' | 'unlisted'>,
  signal?: AbortSignal,
): AsyncGenerator<readonly string[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    signal?.throwIfAborted()
    const sold: Awaited<ReturnType<typeof soldProducts>> = await soldProducts(store, { after, limit: PRODUCTS })
    const found = await unlisted(sold.map(({ id }) => id))
    if (found.length > 0) yield found
    await setImmediate()
    after = sold.length < PRODUCTS ? undefined : sold.at(-1)?.id
  }
}
