import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Every mutation that was committed, by id. Pruned after 30 days. */
export const commands = sqliteTable(
  'commands',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    fingerprint: text(),
    result: text({ mode: 'json' }).$type<unknown>(),
    at: integer().notNull(),
  },
  (table) => [index('commands_at').on(table.at)],
)
