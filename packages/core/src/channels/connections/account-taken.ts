import { and, eq, sql } from 'drizzle-orm'
import { type Context, isProblem, OWED, type Problem, param, plain, query, type Refusal } from '../../kernel/index.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { problems } from '../problems.ts'
import { connections } from '../schema.ts'
import { storedIdentity } from './identity.ts'

const liveOf = query((q) =>
  q
    .select({ id: connections.id, name: connections.name, account: connections.account })
    .from(connections)
    .where(and(eq(connections.channel, param('channel')), eq(connections.status, 'live'))),
)

/** Says whose account a connection is. The index of the schema refuses a second live one. */
export const noteAccount = plain(sql`
  update channel_connections set account = ${param('account')} where id = ${param('id')}`)

/** Where it was given: `body.credentials`; `account` when nothing was given now. */
export type GivenAt = 'body.credentials' | 'body.settings' | 'account'

interface Taking extends Pick<ConnectionRow, 'id' | 'channel' | 'account'> {
  readonly path: GivenAt
}

/** Throws `channels.accountTaken` with the name of the live connection that has the account. */
export async function refuseTaken(ctx: Context, { id, channel, account, path }: Taking): Promise<void> {
  if (account === null) return
  for (const other of await ctx.db.all(liveOf, { channel })) {
    if (other.id === id || (other.account ?? (await learnt(ctx, other.id))) !== account) continue
    throw taken(path, `“${other.name}” (${other.id})`)
  }
}

/** For lines that meet the index of the schema: somebody was quicker. */
export const unlessTaken =
  (path: GivenAt): Refusal =>
  ({ kind }) =>
    kind === 'unique' ? taken(path) : 'stale'

function taken(path: GivenAt, other = 'another connection'): Problem {
  return problems.accountTaken({
    detail: `${other} is live with this account.`,
    hint: `Both would take each of its orders. Pause or remove ${other} first.`,
    errors: [{ path, code: 'taken', message: `is the account of ${other}` }],
  })
}

/** Connections of before identities were kept tell it when it is first asked for; one that cannot be asked hinders nobody. */
async function learnt(ctx: Context, id: string): Promise<string | null> {
  try {
    const account = await storedIdentity(ctx, id)
    await ctx.db.batch([noteAccount({ id, account })], OWED)
    return account
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown
    return null
  }
}
