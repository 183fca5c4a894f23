import { asc } from 'drizzle-orm'
import { query, rowBy } from '../kernel/index.ts'
import { connections } from './schema.ts'

export type ConnectionRow = typeof connections.$inferSelect

/** What lines about connections, and marks of work, touch: the engine looks up after the commit. */
export const CHANNELS = 'channels'

export const connectionById = rowBy(connections, 'id')

export const allConnections = query((q) =>
  q.select().from(connections).orderBy(asc(connections.createdAt), asc(connections.id)),
)
