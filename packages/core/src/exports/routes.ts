import type { Context, Handlers } from '../kernel/index.ts'
import { allMarkets, defaultMarket } from '../markets/index.ts'
import { backupResponse } from './backup.ts'
import type { admin } from './contract.ts'
import { csvResponse } from './csv.ts'
import { customerLines } from './customers.ts'
import { orderLines } from './orders.ts'
import { problems } from './problems.ts'
import { productLines } from './products.ts'
import { stockLines } from './stock.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  products: async ({ ctx, query }) => csvResponse('products', productLines(ctx, await currencyOf(ctx, query.currency))),
  orders: ({ ctx }) => csvResponse('orders', orderLines(ctx)),
  customers: ({ ctx }) => csvResponse('customers', customerLines(ctx)),
  stock: ({ ctx }) => csvResponse('stock', stockLines(ctx)),
  backup: ({ ctx }) => backupResponse(ctx),
}

async function currencyOf(ctx: Context, asked: string | undefined): Promise<string> {
  if (asked === undefined) return (await defaultMarket(ctx)).currency
  const sold = [...new Set((await allMarkets(ctx)).flatMap(({ currencies }) => currencies))]
  if (sold.includes(asked)) return asked
  throw problems.currency({ detail: `${asked} is not sold in.`, hint: `Known here: ${sold.join(', ')}.` })
}
