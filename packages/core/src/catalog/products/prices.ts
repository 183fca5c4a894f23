import { type Context, extensionPoint, isProblem, type Statement } from '../../kernel/index.ts'
import type { InlinePrice } from '../model.ts'
import { problems } from '../problems.ts'
import type { PlannedVariant } from './variants.ts'
import type { Writing } from './writing.ts'

/** Prices that came with a variant, and where they stand in the request. */
export interface VariantPrices {
  readonly variantId: string
  readonly productId: string
  readonly prices: readonly InlinePrice[]
  readonly path: string
  /** Made by the same command: it has no prices yet. */
  readonly isNew: boolean
}

/** Who keeps prices: answers the lines that make them so, none when they are so already. They join the command of the product. */
export type WriteVariantPrices = (
  ctx: Context,
  write: { readonly variants: readonly VariantPrices[]; readonly commandId: string },
) => Promise<readonly Statement[]>

export const variantPrices = extensionPoint<WriteVariantPrices>('catalog.variantPrices')

export async function priceLines(
  { ctx, commandId, productId, made }: Writing,
  variants: readonly PlannedVariant[],
): Promise<Statement[]> {
  const priced = variants.flatMap(({ id, row, input, path }) =>
    input?.prices === undefined
      ? []
      : [{ variantId: id, productId, prices: input.prices, path: `${path}.prices`, isNew: row === undefined }],
  )
  const [first] = priced
  if (first === undefined) return []
  const [write] = ctx.extensions.of(variantPrices)
  if (write === undefined)
    throw problems.pricesRefused({
      errors: [{ path: first.path, code: 'prices', message: 'nobody keeps prices in this shop' }],
    })
  for (const { variantId, prices } of priced)
    made?.prices.push(...prices.map(({ currency, amount }) => ({ variantId, currency, amount })))
  try {
    return [...(await write(ctx, { variants: priced, commandId }))]
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Whoever keeps prices has problems of his own, which the contracts here cannot know. */
function refusalOf(error: unknown): unknown {
  if (!isProblem(error)) return error
  const { title, detail = title, hint, errors } = error
  return problems.pricesRefused({
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors }),
    cause: error,
  })
}
