import type { Context, Handlers } from '../kernel/index.ts'
import { defaultMarket } from '../markets/index.ts'
import { backupResponse } from './backup.ts'
import type { admin } from './contract.ts'
import { csvResponse } from './csv.ts'
import { customerLines } from './customers.ts'
import { orderLines } from './orders.ts'
import { productLines } from './products.ts'
import { stockLines } from './stock.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  products: async ({ ctx, query }) =>
    csvResponse('products', productLines(ctx, query.currency ?? (await defaultMarket(ctx)).currency)),
  orders: ({ ctx }) => csvResponse('orders', orderLines(ctx)),
  customers: ({ ctx }) => csvResponse('customers', customerLines(ctx)),
  stock: ({ ctx }) => csvResponse('stock', stockLines(ctx)),
  backup: ({ ctx }) => backupResponse(ctx),
}
