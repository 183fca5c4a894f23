import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { salesChannels } from '../markets/index.ts'
import { accountColumns, sessionColumns, verificationColumns } from './auth-columns.ts'

export const staff = sqliteTable('staff', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text('image'),
  role: text('role').notNull(),
  /** Scopes beside those of the role. */
  scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull().default([]),
  status: text('status', { enum: ['active', 'disabled'] })
    .notNull()
    .default('active'),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

const staffId = () =>
  text('user_id')
    .notNull()
    .references(() => staff.id, { onDelete: 'cascade' })

export const staffAccounts = sqliteTable('staff_accounts', { ...accountColumns(), userId: staffId() }, (table) => [
  uniqueIndex('staff_accounts_provider').on(table.providerId, table.accountId),
  index('staff_accounts_user').on(table.userId),
])

export const staffSessions = sqliteTable('staff_sessions', { ...sessionColumns(), userId: staffId() }, (table) => [
  index('staff_sessions_user').on(table.userId),
  index('staff_sessions_expiry').on(table.expiresAt),
])

export const staffVerifications = sqliteTable('staff_verifications', verificationColumns(), (table) => [
  index('staff_verifications_identifier').on(table.identifier),
])

export const staffInvitations = sqliteTable(
  'staff_invitations',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name'),
    role: text('role').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull().default([]),
    language: text('language').notNull(),
    status: text('status', { enum: ['open', 'accepted', 'revoked'] })
      .notNull()
      .default('open'),
    invitedBy: text('invited_by'),
    expiresAt: integer('expires_at').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('staff_invitations_open').on(table.email).where(sql`status = 'open'`)],
)

export const apiKeys = sqliteTable('api_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** The first characters, by which people tell keys apart. */
  prefix: text('prefix').notNull(),
  hash: text('hash').notNull().unique(),
  scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull(),
  expiresAt: integer('expires_at'),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
  createdBy: text('created_by'),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const publishableKeys = sqliteTable('publishable_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  token: text('token').notNull().unique(),
  channelId: text('channel_id')
    .notNull()
    .references(() => salesChannels.id, { onDelete: 'restrict' }),
  revokedAt: integer('revoked_at'),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Who changed what: one row per admin write, in the command of the write. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    detail: text('detail', { mode: 'json' }).$type<unknown>(),
    requestId: text('request_id').notNull(),
    commandId: text('command_id'),
  },
  (table) => [
    index('audit_log_subject').on(table.subject, table.id),
    index('audit_log_actor').on(table.actorId, table.id),
  ],
)

export const signInFailures = sqliteTable('sign_in_failures', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  windowEndsAt: integer('window_ends_at').notNull(),
})
