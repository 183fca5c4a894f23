import { asc } from 'drizzle-orm'
import { query, rowBy } from '../../kernel/index.ts'
import { plugins } from './schema.ts'

export type PluginRow = typeof plugins.$inferSelect

/** What lines about plugins touch, so that switches turn after the commit. */
export const PLUGINS = 'plugins'

export const pluginById = rowBy(plugins, 'id')

export const everyPlugin = query((q) => q.select().from(plugins).orderBy(asc(plugins.id)))
