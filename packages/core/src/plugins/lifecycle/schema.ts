import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row per plugin that was ever started here and not removed: which version, and whether it is turned on. */
export const plugins = sqliteTable('plugins', {
  id: text('id').primaryKey(),
  /** Of its code (semver). */
  version: text('version').notNull(),
  status: text('status', { enum: ['enabled', 'disabled'] }).notNull(),
  /** Grows with each change of the row; the ETag. */
  revision: integer('revision').notNull().default(1),
  installedAt: integer('installed_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
