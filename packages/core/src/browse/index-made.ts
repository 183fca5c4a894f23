import type { MadeProduct } from '../catalog/index.ts'
import type { Context, Statement } from '../kernel/index.ts'
import { allMarkets, type Market } from '../markets/index.ts'
import { cover } from './covered.ts'
import { indexLines } from './index-lines.ts'
import { indexRows } from './index-rows.ts'
import { type IndexSource, surroundings } from './index-source.ts'
import { knownValues } from './known-values.ts'
import type { LowestPrice } from './lowest-prices.ts'
import { groupBy, type ProductRows } from './product-rows.ts'

/**
 * The lines that index new products in the command that makes them, to come after all its other lines: buyers find them at once, and
 * nothing is read again. The command must write nothing else that the index depends on: its events are passed over.
 */
export async function indexMade(
  ctx: Context,
  { made, commandId }: { readonly made: readonly MadeProduct[]; readonly commandId: string },
): Promise<Statement[]> {
  cover(ctx.db, commandId)
  const ids = made.map(({ product }) => product.id)
  const rows = indexRows(await sourceOf(ctx, made))
  return indexLines(ids, rows, { areNew: true, values: await knownValues(ctx, rows.names) })
}

async function sourceOf(ctx: Context, made: readonly MadeProduct[]): Promise<IndexSource> {
  const markets = (await allMarkets(ctx)).filter(({ status }) => status === 'active')
  return {
    rows: rowsOf(made),
    attributes: new Map(),
    texts: [],
    published: new Map(made.map(({ product, publications }) => [product.id, publications])),
    prices: new Map(made.map((each) => [each.product.id, markets.flatMap((market) => lowestIn(market, each))])),
    ...(await surroundings(ctx)),
  }
}

function rowsOf(made: readonly MadeProduct[]): ProductRows {
  return {
    products: made.map(({ product }) => product),
    options: new Map(made.map((each) => [each.product.id, optionsOf(each)])),
    variants: new Map(made.map(({ product, variants }) => [product.id, variants.filter(isActive)])),
    choices: groupBy(
      made.flatMap(({ choices }) => choices),
      ({ variantId }) => variantId,
    ),
  }
}

const isActive = ({ status }: MadeProduct['variants'][number]) => status === 'active'

/** Its only prices are those that it was made with. */
function lowestIn(market: Market, { product, variants, prices }: MadeProduct): LowestPrice[] {
  const active = new Set(variants.filter(isActive).map(({ id }) => id))
  return market.currencies.flatMap((currency) => {
    const amounts = prices.filter((price) => price.currency === currency && active.has(price.variantId))
    if (amounts.length === 0) return []
    return [
      {
        marketId: market.id,
        currency,
        productId: product.id,
        amount: Math.min(...amounts.map(({ amount }) => amount)),
      },
    ]
  })
}

function optionsOf({ options, values }: MadeProduct) {
  return options.flatMap((option) =>
    values
      .filter(({ optionId }) => optionId === option.id)
      .map(({ id, productId, optionId, name, position, swatch }) => ({
        productId,
        optionId,
        option: option.name,
        optionPosition: option.position,
        valueId: id,
        value: name,
        valuePosition: position,
        swatch,
      })),
  )
}
