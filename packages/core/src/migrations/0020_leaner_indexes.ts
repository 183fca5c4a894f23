import type { Migration } from '../kernel/index.ts'

/** Rows without a value need no entry: every change of a cart or a payment wrote pages of indexes that nobody looks into. */
export const leanerIndexes: Migration = {
  name: '0020_leaner_indexes',
  statements: [
    'drop index carts_customer',
    'drop index carts_email',
    'create index carts_customer on carts (customer_id) where customer_id is not null',
    'create index carts_email on carts (email) where email is not null',
    'drop index payment_sessions_ref',
    'drop index payment_sessions_order',
    'drop index payment_sessions_read',
    'create unique index payment_sessions_ref on payment_sessions (provider, provider_ref) where provider_ref is not null',
    'create index payment_sessions_order on payment_sessions (order_id) where order_id is not null',
    'create index payment_sessions_read on payment_sessions (read_at) where read_at is not null',
    'drop index payment_transactions_ref',
    'drop index payment_transactions_retry',
    'create unique index payment_transactions_ref on payment_transactions (provider, kind, ref) where ref is not null',
    'create index payment_transactions_retry on payment_transactions (retry_at) where retry_at is not null',
  ],
}
