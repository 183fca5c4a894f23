import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Texts } from './values.ts'

/**
 * Texts in other languages than the original's. `owner_id` is the thing that is read as a whole (product, collection, attribute, media),
 * `entity_id` the part that the texts belong to: the owner itself, an option, an option value, a choice.
 */
export const translations = sqliteTable(
  'translations',
  {
    ownerId: text('owner_id').notNull(),
    language: text('language').notNull(),
    entityId: text('entity_id').notNull(),
    texts: text('texts', { mode: 'json' }).$type<Texts>().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.language, table.entityId] })],
)

/** Handles that a product or collection had before: readers are sent on to the present one. */
export const handleRedirects = sqliteTable(
  'handle_redirects',
  {
    kind: text('kind', { enum: ['product', 'collection'] }).notNull(),
    handle: text('handle').notNull(),
    entityId: text('entity_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.handle] }), index('handle_redirects_entity').on(table.entityId)],
)
