import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { record } from './record.ts'
import type { MediaSize } from './values.ts'

/** Uploaded files and addresses of outside ones. The bytes never change; another picture is another row. */
export const media = sqliteTable(
  'media',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['image', 'file'] }).notNull(),
    /** Language of `alt`. */
    language: text('language').notNull(),
    alt: text('alt').notNull().default(''),
    /** Address of an outside file; null for uploads. */
    url: text('url'),
    /** Key of the original with the files driver; null for outside files. */
    fileKey: text('file_key'),
    contentType: text('content_type'),
    bytes: integer('bytes'),
    width: integer('width'),
    height: integer('height'),
    /** What the server made of an image, the narrowest first. */
    sizes: text('sizes', { mode: 'json' }).$type<MediaSize[]>().notNull().default([]),
    /** SHA-256 of the original in hex: the same file is stored once. */
    hash: text('hash'),
    ...record,
  },
  (table) => [uniqueIndex('media_hash').on(table.hash), uniqueIndex('media_url').on(table.url)],
)
