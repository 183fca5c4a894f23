import * as v from 'valibot'
import { route } from '../../kernel/shared.ts'
import { shortText } from '../../markets/model.ts'
import { AdminPromiseSchema, destinationQuery, StorePromiseSchema, variantsQuery } from './model.ts'

export const store = {
  availability: route.get('/availability', {
    query: v.strictObject({ variant: variantsQuery, ...destinationQuery }),
    output: v.object({ items: v.array(StorePromiseSchema) }),
    summary: 'Whether variants can be had, by parcel and in each store; unknown and unpublished ones are left out',
  }),
}

const ref = shortText(100)

export const admin = {
  promise: route.get('/stock/promise', {
    access: 'inventory:read',
    query: v.strictObject({
      variant: variantsQuery,
      market: v.optional(ref),
      channel: v.optional(ref),
      ...destinationQuery,
    }),
    output: v.object({ items: v.array(AdminPromiseSchema) }),
    summary: 'What can be had where and when, with the reasons',
  }),
}
