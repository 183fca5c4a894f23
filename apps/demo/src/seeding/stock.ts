import { PRODUCTS } from '../seed/index.ts'
import { counter, type Say } from './progress.ts'
import type { Shop } from './shop.ts'

/** Rows of one bulk request, which the shop takes at most. */
const BATCH = 500

/** What lies where at the opening: one count per variant and location that has some. */
export async function seedStock({ admin }: Shop, say: Say): Promise<void> {
  const rows = PRODUCTS.flatMap(({ variants }) =>
    variants
      .filter(({ untracked }) => untracked !== true)
      .flatMap(({ sku, stock }) =>
        Object.entries(stock)
          .filter(([location, quantity]) => quantity > 0 || location === 'poznan')
          .map(([location, set]) => ({ sku, location, set })),
      ),
  )
  const count = counter(say, { name: 'stock levels', total: rows.length })
  for (let from = 0; from < rows.length; from += BATCH) {
    const { refused } = await admin.stock.bulk({ body: { rows: rows.slice(from, from + BATCH), reason: 'opening' } })
    if (refused[0] !== undefined) throw new Error(`Stock was refused: ${JSON.stringify(refused[0])}`)
    count(Math.min(from + BATCH, rows.length))
  }
}
