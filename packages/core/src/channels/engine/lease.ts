import { eq, sql } from 'drizzle-orm'
import { type App, OWED, param, plain, query, SECOND } from '../../kernel/index.ts'
import { leases } from '../schema.ts'

/** A process that dies keeps its connections this long; a living one renews at a third of it. */
export const LEASE = 15 * SECOND

const leaseOf = query((q) =>
  q
    .select()
    .from(leases)
    .where(eq(leases.connectionId, param('connectionId'))),
)

const take = plain(sql`
  insert into channel_leases (connection_id, owner, until) values (${param('connectionId')}, ${param('owner')}, ${param('until')})
  on conflict (connection_id) do update set owner = excluded.owner, until = excluded.until
  where channel_leases.owner = excluded.owner or channel_leases.until < ${param('now')}`)

const drop = plain(sql`
  delete from channel_leases where connection_id = ${param('connectionId')} and owner = ${param('owner')}`)

const dropAll = plain(sql`delete from channel_leases`)

interface Lease {
  readonly connectionId: string
  readonly owner: string
}

/** True when this process works for the connection until the lease ends. */
export async function takeLease(app: Pick<App, 'db' | 'now'>, { connectionId, owner }: Lease): Promise<boolean> {
  const now = app.now()
  await app.db.batch([take({ connectionId, owner, now, until: now + LEASE })], OWED)
  return (await app.db.get(leaseOf, { connectionId }))?.owner === owner
}

export async function dropLease({ db }: Pick<App, 'db'>, { connectionId, owner }: Lease): Promise<void> {
  await db.batch([drop({ connectionId, owner })], OWED)
}

/** For a process that knows it is alone, at its start. */
export async function freeChannels({ db }: Pick<App, 'db'>): Promise<void> {
  await db.batch([dropAll()])
}
