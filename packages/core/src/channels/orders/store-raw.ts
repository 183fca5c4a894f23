import { sql } from 'drizzle-orm'
import { type Context, param, plain, type Statement } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { shapeHash } from '../listings/index.ts'

const store = plain(sql`
  insert into channel_orders (id, connection_id, external_id, raw, raw_hash, status, received_at, updated_at)
  values (${param('id')}, ${param('connectionId')}, ${param('externalId')}, ${param('raw')}, ${param('rawHash')}, 'stored', ${param('now')}, ${param('now')})
  on conflict (connection_id, external_id) do update set
    raw = excluded.raw, raw_hash = excluded.raw_hash, dirty = dirty + 1, tries = 0, retry_at = 0, updated_at = excluded.updated_at
  where channel_orders.raw_hash <> excluded.raw_hash`)

interface Came {
  readonly connectionId: string
  readonly externalId: string
  readonly raw: unknown
}

/** Keeps an order as it came, before anybody understands it. The same again changes nothing. */
export function storeRaw(ctx: Pick<Context, 'newId' | 'now'>, { connectionId, externalId, raw }: Came): Statement {
  const values = {
    id: ctx.newId('cor'),
    connectionId,
    externalId,
    raw: JSON.stringify(raw ?? null),
    rawHash: shapeHash(raw),
    now: ctx.now(),
  }
  return store(values, { touches: CHANNELS })
}
