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

/** That one process, and no other, works for a connection. */
export interface Lease {
  /** Takes it for longer; false when another process has it now. */
  readonly renew: () => Promise<boolean>
  /** Whether it is still ours. A process that stood still does not know, and asks. */
  readonly isHeld: () => Promise<boolean>
  readonly drop: () => Promise<void>
}

type Owned = {
  readonly connectionId: string
  /** The process, as leases name it. */
  readonly owner: string
}

/** Undefined when another process works for the connection. */
export async function takeLease(app: Pick<App, 'db' | 'now'>, key: Owned): Promise<Lease | undefined> {
  const { db, now } = app
  let until = 0
  const renew = async () => {
    const next = now() + LEASE
    await db.batch([take({ ...key, now: now(), until: next })], OWED)
    const isOurs = (await db.get(leaseOf, key))?.owner === key.owner
    until = isOurs ? next : 0
    return isOurs
  }
  if (!(await renew())) return undefined
  return {
    renew,
    isHeld: async () => now() < until || renew(),
    drop: () => db.batch([drop(key)], OWED),
  }
}

/** For a process that knows it is alone, at its start. */
export async function freeChannels({ db }: Pick<App, 'db'>): Promise<void> {
  await db.batch([dropAll()])
}
