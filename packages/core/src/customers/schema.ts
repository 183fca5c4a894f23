import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { accountColumns, sessionColumns, verificationColumns } from '../access/index.ts'

export const customers = sqliteTable(
  'customers',
  {
    id: text('id').primaryKey(),
    email: text('email'),
    firstName: text('first_name').notNull().default(''),
    lastName: text('last_name').notNull().default(''),
    company: text('company'),
    phone: text('phone'),
    language: text('language'),
    acceptsMarketing: integer('accepts_marketing', { mode: 'boolean' }).notNull().default(false),
    note: text('note'),
    status: text('status', { enum: ['active', 'disabled'] })
      .notNull()
      .default('active'),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('customers_email').on(table.email), index('customers_created').on(table.createdAt, table.id)],
)

const customerId = () =>
  text('customer_id')
    .notNull()
    .references(() => customers.id, { onDelete: 'restrict' })

/** By what a person is known, and how we know that it is theirs. */
export const identities = sqliteTable(
  'customer_identities',
  {
    id: text('id').primaryKey(),
    customerId: customerId(),
    kind: text('kind', { enum: ['email', 'phone', 'external'] }).notNull(),
    /** Where an external id comes from, such as a channel connection; empty for the other kinds. */
    source: text('source').notNull().default(''),
    value: text('value').notNull(),
    proof: text('proof', { enum: ['link', 'staff', 'source'] }),
    provedAt: integer('proved_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('customer_identities_proved')
      .on(table.kind, table.source, table.value)
      .where(sql`proved_at is not null`),
    uniqueIndex('customer_identities_own').on(table.customerId, table.kind, table.source, table.value),
    index('customer_identities_value').on(table.kind, table.source, table.value),
  ],
)

export const addresses = sqliteTable(
  'customer_addresses',
  {
    id: text('id').primaryKey(),
    customerId: customerId(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    company: text('company'),
    line1: text('line1').notNull(),
    line2: text('line2'),
    city: text('city').notNull(),
    region: text('region'),
    postalCode: text('postal_code').notNull(),
    country: text('country').notNull(),
    phone: text('phone'),
    isDefaultShipping: integer('is_default_shipping', { mode: 'boolean' }).notNull().default(false),
    isDefaultBilling: integer('is_default_billing', { mode: 'boolean' }).notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('customer_addresses_customer').on(table.customerId, table.id),
    uniqueIndex('customer_addresses_shipping').on(table.customerId).where(sql`is_default_shipping = 1`),
    uniqueIndex('customer_addresses_billing').on(table.customerId).where(sql`is_default_billing = 1`),
  ],
)

/** Who can sign in. It belongs to a customer only after its address is proved. */
export const logins = sqliteTable('customer_logins', {
  id: text('id').primaryKey(),
  customerId: text('customer_id')
    .unique()
    .references(() => customers.id, { onDelete: 'restrict' }),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text('image'),
  firstName: text('first_name').notNull().default(''),
  lastName: text('last_name').notNull().default(''),
  language: text('language').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

const loginId = () =>
  text('user_id')
    .notNull()
    .references(() => logins.id, { onDelete: 'cascade' })

export const accounts = sqliteTable('customer_accounts', { ...accountColumns(), userId: loginId() }, (table) => [
  uniqueIndex('customer_accounts_provider').on(table.providerId, table.accountId),
  index('customer_accounts_user').on(table.userId),
])

export const sessions = sqliteTable('customer_sessions', { ...sessionColumns(), userId: loginId() }, (table) => [
  index('customer_sessions_user').on(table.userId),
  index('customer_sessions_expiry').on(table.expiresAt),
])

export const verifications = sqliteTable('customer_verifications', verificationColumns(), (table) => [
  index('customer_verifications_identifier').on(table.identifier),
])
