import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'

const id = param('connectionId')

/** Children before parents. Orders that came in stay in the book under their own numbers; what is forgotten is how the channel called them. */
const LINES = [
  plain(sql`delete from channel_values where connection_id = ${id}`),
  plain(sql`delete from channel_receipts where connection_id = ${id}`),
  plain(sql`delete from channel_listings where connection_id = ${id}`),
  plain(sql`delete from channel_commands where connection_id = ${id}`),
  plain(
    sql`delete from channel_order_lines where intake_id in (select id from channel_orders where connection_id = ${id})`,
  ),
  plain(sql`delete from channel_orders where connection_id = ${id}`),
  plain(sql`delete from channel_keys where connection_id = ${id}`),
  plain(sql`delete from channel_hooks where connection_id = ${id}`),
  plain(sql`delete from channel_exchanges where connection_id = ${id}`),
  plain(sql`delete from channel_steps where run_id in (select id from channel_runs where connection_id = ${id})`),
  plain(sql`delete from channel_runs where connection_id = ${id}`),
  plain(sql`delete from channel_policies where connection_id = ${id}`),
  plain(sql`delete from channel_mappings where connection_id = ${id}`),
  plain(sql`delete from channel_buckets where connection_id = ${id}`),
  plain(sql`delete from channel_quotas where connection_id = ${id}`),
  plain(sql`delete from channel_lanes where connection_id = ${id}`),
  plain(sql`delete from channel_leases where connection_id = ${id}`),
  plain(sql`delete from channel_health where connection_id = ${id}`),
  plain(sql`delete from channel_connections where id = ${id}`),
]

/** Everything that hangs on a connection, and the connection. */
export function removalLines(connectionId: string): Statement[] {
  return LINES.map((line) => line({ connectionId }, { touches: CHANNELS }))
}
