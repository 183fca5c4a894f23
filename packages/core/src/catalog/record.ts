import { integer } from 'drizzle-orm/sqlite-core'

/** What every row that people edit has. */
export const record = {
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}
