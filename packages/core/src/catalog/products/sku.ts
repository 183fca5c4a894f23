import { type App, list, oneOf, query } from '../../kernel/index.ts'
import { productVariants } from '../schema.ts'
import { slugOf } from '../texts/index.ts'

const taken = query((q) =>
  q.select({ sku: productVariants.sku }).from(productVariants).where(oneOf(productVariants.sku, 'skus')),
)

const WAYS = 20

/** A SKU from the handle and the names of the chosen values: `BEE-SUIT-WHITE-M`. The same product always gets the same. */
export function skuOf(handle: string, values: readonly string[]): string {
  return [handle, ...values.map((value) => slugOf(value, 20))]
    .filter((part) => part !== '')
    .join('-')
    .toUpperCase()
    .slice(0, 90)
}

/** The wanted SKUs, or with the first free number behind; in order, no two the same, and none that was `given` to somebody who is not stored yet. */
export async function freeSkus(ctx: Pick<App, 'db'>, wanted: readonly string[], given: Set<string>): Promise<string[]> {
  if (wanted.length === 0) return []
  const ways = wanted.flatMap((sku) => [sku, ...Array.from({ length: WAYS }, (_, index) => `${sku}-${index + 2}`)])
  const rows = await ctx.db.all(taken, { skus: list([...new Set(ways)]) })
  const used = new Set(rows.map(({ sku }) => sku))
  return wanted.map((sku) => {
    let number = 2
    let free = sku
    while (used.has(free) || given.has(free)) {
      free = `${sku}-${number}`
      number += 1
    }
    given.add(free)
    return free
  })
}
