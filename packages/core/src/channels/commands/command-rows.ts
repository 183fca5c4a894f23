import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { param, plain, query, rowBy, type Statement, update } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { channelCommands } from '../schema.ts'
import type { CommandKind, Payloads } from './payload.ts'

export type CommandRow = typeof channelCommands.$inferSelect

export const dueCommands = query((q) =>
  q
    .select()
    .from(channelCommands)
    .where(
      and(
        eq(channelCommands.connectionId, param('connectionId')),
        eq(channelCommands.status, sql`'waiting'`),
        lte(channelCommands.retryAt, param('now')),
      ),
    )
    .orderBy(asc(channelCommands.id))
    .limit(50),
)
export const commandById = rowBy(channelCommands, 'id')
export const commandsOfOrder = query((q) =>
  q
    .select()
    .from(channelCommands)
    .where(eq(channelCommands.orderId, param('orderId')))
    .orderBy(asc(channelCommands.id)),
)
export const patchCommand = update(channelCommands)

/** Commands of one order go one after another: what waits for a later time keeps those after it waiting. */
const insert = plain(sql`
  insert into channel_commands (id, connection_id, kind, subject, order_id, external_id, payload, status, retry_at, created_at, updated_at)
  values (${param('id')}, ${param('connectionId')}, ${param('kind')}, ${param('subject')}, ${param('orderId')}, ${param('externalId')},
    ${param('payload')}, 'waiting',
    coalesce((select max(retry_at) from channel_commands where order_id = ${param('orderId')} and status = 'waiting'), 0),
    ${param('now')}, ${param('now')})
  on conflict (connection_id, kind, subject) do nothing`)

export const holdBackRest = plain(sql`
  update channel_commands set retry_at = max(retry_at, ${param('retryAt')})
  where order_id = ${param('orderId')} and status = 'waiting' and id > ${param('id')}`)

export interface NewCommand<Kind extends CommandKind> {
  readonly id: string
  readonly connectionId: string
  readonly kind: Kind
  /** What it is about; it is told once. */
  readonly subject: string
  readonly orderId: string
  readonly externalId: string
  readonly payload: Payloads[Kind]
  readonly now: number
}

/** The channel must be told something, once for its subject. */
export function newCommand<Kind extends CommandKind>(command: NewCommand<Kind>): Statement {
  return insert({ ...command, payload: JSON.stringify(command.payload) }, { touches: CHANNELS })
}
