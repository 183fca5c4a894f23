import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Every mail that the shop owes somebody, sent or not. */
export const mailMessages = sqliteTable(
  'mail_messages',
  {
    id: text('id').primaryKey(),
    template: text('template').notNull(),
    language: text('language').notNull(),
    recipient: text('recipient').notNull(),
    /** The data of the template, sealed: it holds names, addresses and one-time links. */
    content: text('content').notNull(),
    status: text('status', { enum: ['queued', 'sent', 'failed'] })
      .notNull()
      .default('queued'),
    transport: text('transport'),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    /** Id of the event that asked for it. */
    cause: text('cause'),
    sentAt: integer('sent_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('mail_messages_created').on(table.createdAt),
    index('mail_messages_recipient').on(table.recipient, table.createdAt),
    index('mail_messages_status').on(table.status, table.id),
  ],
)
