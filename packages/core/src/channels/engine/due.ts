import { eq, sql } from 'drizzle-orm'
import { type App, param, query } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'
import { connections } from '../schema.ts'

const at = param('now')
const ofThis = sql`connection_id = channel_connections.id`
const flag = (name: string, condition: ReturnType<typeof sql>) => condition.mapWith(Boolean).as(name)

const dueOf = query((q) =>
  q
    .select({
      mark: flag('mark', sql<boolean>`exists (select 1 from channel_lanes where ${ofThis} and lane = 'mark')`),
      listings: flag(
        'listings',
        sql<boolean>`exists (select 1 from channel_listings where ${ofThis} and dirty > done and retry_at <= ${at})`,
      ),
      stock: flag(
        'stock',
        sql<boolean>`exists (select 1 from channel_values where ${ofThis} and lane = 'stock' and dirty > done and is_there = 1 and retry_at <= ${at})`,
      ),
      prices: flag(
        'prices',
        sql<boolean>`exists (select 1 from channel_values where ${ofThis} and lane = 'prices' and dirty > done and is_there = 1 and retry_at <= ${at})`,
      ),
      observe: flag(
        'observe',
        sql<boolean>`exists (select 1 from channel_listings where ${ofThis} and observe_at is not null and observe_at <= ${at})`,
      ),
      receipts: flag(
        'receipts',
        sql<boolean>`exists (select 1 from channel_receipts where ${ofThis} and poll_at <= ${at})`,
      ),
      intake: flag(
        'intake',
        sql<boolean>`exists (select 1 from channel_orders where ${ofThis} and dirty > done and retry_at <= ${at})`,
      ),
      hooks: flag(
        'hooks',
        sql<boolean>`exists (select 1 from channel_hooks where ${ofThis} and handled_at is null)
          and not exists (select 1 from channel_lanes where ${ofThis} and lane = 'hooks' and next_at > ${at})`,
      ),
      commands: flag(
        'commands',
        sql<boolean>`exists (select 1 from channel_commands where ${ofThis} and status = 'waiting' and retry_at <= ${at})`,
      ),
      pull: flag(
        'pull',
        sql<boolean>`not exists (select 1 from channel_lanes where ${ofThis} and lane = 'pull' and next_at > ${at})`,
      ),
      feed: flag(
        'feed',
        sql<boolean>`exists (select 1 from channel_listings where ${ofThis} and dirty > done)
          and not exists (select 1 from channel_lanes where ${ofThis} and lane = 'feed' and next_at > ${at})`,
      ),
    })
    .from(connections)
    .where(eq(connections.id, param('connectionId'))),
)

const NEEDS = {
  mark: () => true,
  feed: ({ listings }) => listings?.feed !== undefined,
  listings: ({ listings }) => listings?.publish !== undefined,
  stock: (channel) => channel.stock !== undefined,
  prices: (channel) => channel.prices !== undefined,
  observe: ({ listings }) => listings?.observe !== undefined,
  receipts: (channel) => channel.receipts !== undefined,
  pull: (channel) => channel.orders !== undefined,
  intake: (channel) => channel.orders !== undefined,
  hooks: (channel) => channel.webhook !== undefined,
  commands: (channel) => channel.orders !== undefined,
} as const satisfies Readonly<Record<string, (channel: AnyChannel) => boolean>>

/** Kinds of work; a channel has those whose keys it has. */
export type Lane = keyof typeof NEEDS
const isLane = (name: string): name is Lane => name in NEEDS

/** Lanes of a connection with something to do now; each is told by one entry of an index. */
export async function dueLanes(
  { db, now }: Pick<App, 'db' | 'now'>,
  { connectionId, channel }: { readonly connectionId: string; readonly channel: AnyChannel },
): Promise<Lane[]> {
  const due = await db.get(dueOf, { connectionId, now: now() })
  const names = Object.entries(due ?? {}).flatMap(([name, isDue]) => (isDue ? [name] : []))
  return names.filter(isLane).filter((lane) => NEEDS[lane](channel))
}
