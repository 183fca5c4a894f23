import { type Context, deleteFrom, insertInto, run } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import type { MethodsInput } from './model.ts'
import { problems } from './problems.ts'
import { allProviders, findProvider } from './provider.ts'
import { allMethods, PAYMENT_METHODS, type PaymentMethod } from './reads.ts'
import { paymentMethods } from './schema.ts'

const insertMethod = insertInto(paymentMethods)
const clear = deleteFrom(paymentMethods)

/** The ways to pay that a market was given, in order; empty for the standard offer. Throws `payments.notFound`. */
export async function methodsOf(ctx: Context, marketId: string): Promise<PaymentMethod[]> {
  await requireMarket(ctx, marketId)
  return (await allMethods(ctx)).filter((method) => method.marketId === marketId)
}

/** Sets the ways to pay of a market. Throws `payments.unknownProvider`. */
export async function setMethods(
  ctx: Context,
  { marketId, items }: MethodsInput & { readonly marketId: string },
): Promise<void> {
  await requireMarket(ctx, marketId)
  requireProviders(ctx, items)
  const lines = [...new Map(items.map((item) => [item.provider, item])).values()]
  await run(ctx, {
    name: 'payment.setMethods',
    plan: () => ({
      statements: [
        clear({ marketId }, { touches: PAYMENT_METHODS }),
        ...lines.map((item, position) => insertMethod({ marketId, position, ...item })),
      ],
      result: { marketId },
    }),
  })
}

async function requireMarket(ctx: Context, marketId: string): Promise<void> {
  const found = (await allMarkets(ctx)).some(({ id }) => id === marketId)
  if (!found) throw problems.notFound({ detail: 'There is no such market.' })
}

function requireProviders(ctx: Context, items: MethodsInput['items']): void {
  const errors = items.flatMap(({ provider }, index) =>
    findProvider(ctx, provider) === undefined
      ? [{ path: `body.items.${index}.provider`, code: 'unknown', message: 'is not a payment provider of this shop' }]
      : [],
  )
  if (errors.length === 0) return
  const known = allProviders(ctx).map(({ id }) => id)
  throw problems.unknownProvider({ errors, hint: `Known here: ${known.join(', ')}.` })
}
