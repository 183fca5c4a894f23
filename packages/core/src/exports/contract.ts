import * as v from 'valibot'
import { route } from '../kernel/shared.ts'
import { problems } from './problems.ts'

const currency = v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be a currency code')))

export const admin = {
  products: route.download('/exports/products', {
    query: v.strictObject({ currency }),
    access: 'catalog:read',
    problems: [problems.currency],
    summary: 'The catalogue as CSV, in the columns that the importer reads.',
  }),
  orders: route.download('/exports/orders', { access: 'orders:read', summary: 'Every line of every order as CSV.' }),
  customers: route.download('/exports/customers', { access: 'customers:read', summary: 'Customers as CSV.' }),
  stock: route.download('/exports/stock', { access: 'inventory:read', summary: 'Every stock level as CSV.' }),
  backup: route.download('/backup', {
    access: 'backup:read',
    problems: [problems.noFile],
    summary: 'A consistent copy of the embedded database.',
  }),
}
