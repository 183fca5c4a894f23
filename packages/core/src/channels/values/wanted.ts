import { readItems, type Terms } from '../items.ts'
import type { Work } from '../lane/index.ts'
import type { DueValue, ValueLane } from './value-rows.ts'

/** What is wanted now, as it is compared with what the channel took. */
export interface Wanted {
  readonly row: DueValue
  readonly terms: Terms
  readonly isForSale: boolean
  readonly text: string
}

/** What is to be compared with what the channel took, and what has nothing to be told. */
export interface Sorted {
  readonly wanted: readonly Wanted[]
  /** Prices of goods that are not for sale now: what they should be is only known when they are again. */
  readonly off: readonly DueValue[]
}

/** Goods that are not for sale any more have none; goods without a price in the currency keep the one that they had. */
export async function wantedOf(work: Work, lane: ValueLane, due: readonly DueValue[]): Promise<Sorted> {
  const products = await readItems(work.ctx, work.connection, [...new Set(due.map(({ productId }) => productId))])
  const termsOf = ({ productId, variantId }: DueValue) => {
    const found = products.get(productId)
    return found?.goods.status === 'active' ? found.terms.get(variantId) : undefined
  }
  const wanted = due.flatMap((row): Wanted[] => {
    const known = termsOf(row)
    const terms = known ?? NOT_FOR_SALE
    if (lane === 'prices' && terms.price === null) return []
    return [{ row, terms, isForSale: known !== undefined, text: textOf(lane, terms) }]
  })
  return { wanted, off: lane === 'prices' ? due.filter((row) => termsOf(row) === undefined) : [] }
}

const NOT_FOR_SALE: Terms = { quantity: 0, stock: [], price: null, compareAt: null }

/** What the channel is told of the stock of goods that are not for sale. */
export const NO_PIECES = textOf('stock', NOT_FOR_SALE)

function textOf(lane: ValueLane, { quantity, stock, price, compareAt }: Terms): string {
  return lane === 'stock'
    ? JSON.stringify({ quantity, at: Object.fromEntries(stock.map((place) => [place.location, place.quantity])) })
    : JSON.stringify({ price: price?.amount, compareAt: compareAt?.amount ?? null, currency: price?.currency })
}
