import { asc, eq } from 'drizzle-orm'
import { audit } from '../access/index.ts'
import { emit } from '../events/index.ts'
import { type Context, param, query, remembered, rowBy, type Statement } from '../kernel/index.ts'
import { connectionChanged } from './events.ts'
import { connections } from './schema.ts'

export type ConnectionRow = typeof connections.$inferSelect

/** What lines about connections, and marks of work, touch: the engine looks up after the commit. */
export const CHANNELS = 'channels'

/** What a change of a connection itself touches, for what is kept of them in memory. */
const CONNECTIONS = 'channels/connections'

/** Grows with every change of what staff set. */
export const connectionVersion = query((q) =>
  q
    .select({ version: connections.version })
    .from(connections)
    .where(eq(connections.id, param('id'))),
)

export const connectionById = rowBy(connections, 'id')

export const allConnections = query((q) =>
  q.select().from(connections).orderBy(asc(connections.createdAt), asc(connections.id)),
)

/** Every connection, kept in memory until one changes: for what each request of a page asks. */
export const knownConnections = remembered({ touches: [CONNECTIONS], load: ({ db }) => db.all(allConnections) })

interface Change extends Pick<ConnectionRow, 'id' | 'channel'> {
  /** For the audit log: `channels.pause`. */
  readonly action: string
  readonly detail?: unknown
  readonly commandId: string
}

/** What every change of a connection leaves: who did it, and the fact for others. */
export function changeLines(ctx: Context, { id, channel, action, detail, commandId }: Change): Statement[] {
  return [
    emit(ctx, connectionChanged, { aggregate: id, data: { connectionId: id, channel }, commandId }),
    { ...audit(ctx, { action, subject: id, detail, commandId }), touches: CONNECTIONS },
  ]
}
