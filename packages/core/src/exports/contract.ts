import * as v from 'valibot'
import { route } from '../kernel/shared.ts'
import { problems } from './problems.ts'

const currency = v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be a currency code')))

export const admin = {
  products: route.download('/exports/products', {
    answers: ['text/csv'],
    query: v.strictObject({ currency }),
    access: 'catalog:read',
    problems: [problems.currency],
    summary: 'The catalogue as CSV, in the columns that the importer reads.',
  }),
  orders: route.download('/exports/orders', {
    access: 'orders:read',
    answers: ['text/csv'],
    summary: 'Every line of every order as CSV.',
  }),
  customers: route.download('/exports/customers', {
    access: 'customers:read',
    answers: ['text/csv'],
    summary: 'Customers as CSV.',
  }),
  stock: route.download('/exports/stock', {
    access: 'inventory:read',
    answers: ['text/csv'],
    summary: 'Every stock level as CSV.',
  }),
  backup: route.download('/backup', {
    answers: ['application/vnd.sqlite3'],
    access: 'backup:read',
    problems: [problems.noFile],
    summary: 'A consistent copy of the embedded database.',
  }),
}
