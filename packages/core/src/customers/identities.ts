import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { normalEmail } from '../access/index.ts'
import { type Context, insertInto, param, query, type Statement } from '../kernel/index.ts'
import { problems } from './problems.ts'
import { customers, identities, logins } from './schema.ts'

export type IdentityRow = typeof identities.$inferSelect

export const identitiesOf = query((q) =>
  q
    .select()
    .from(identities)
    .where(eq(identities.customerId, param('customerId')))
    .orderBy(asc(identities.id)),
)

const provenEmailsOf = query((q) =>
  q
    .select({ value: identities.value })
    .from(identities)
    .where(
      and(eq(identities.customerId, param('customerId')), eq(identities.kind, 'email'), isNotNull(identities.provedAt)),
    ),
)

/** The e-mail addresses that a customer has proved; what was ordered with them is his. */
export async function provenEmails(ctx: Pick<Context, 'db'>, customerId: string): Promise<string[]> {
  return (await ctx.db.all(provenEmailsOf, { customerId })).map(({ value }) => value)
}

const provedBy = query((q) =>
  q
    .select({ customerId: identities.customerId })
    .from(identities)
    .where(and(eq(identities.kind, 'email'), eq(identities.value, param('email')), isNotNull(identities.provedAt))),
)

/** The customer who has proved this e-mail address. */
export async function ownerOfEmail(ctx: Pick<Context, 'db'>, email: string): Promise<string | undefined> {
  return (await ctx.db.get(provedBy, { email: normalEmail(email) }))?.customerId
}

/** Who is known by an identity: those who proved it first, then those who have a login, then the oldest. */
export const customersKnownAs = query((q) =>
  q
    .select({ customerId: customers.id, provedAt: identities.provedAt, loginId: logins.id })
    .from(identities)
    .innerJoin(customers, eq(customers.id, identities.customerId))
    .leftJoin(logins, eq(logins.customerId, customers.id))
    .where(
      and(
        eq(identities.kind, param('kind')),
        eq(identities.source, param('source')),
        eq(identities.value, param('value')),
        eq(customers.status, 'active'),
      ),
    )
    .orderBy(sql`${identities.provedAt} is null`, sql`${logins.id} is null`, asc(customers.id)),
)

const upsert = insertInto(identities, {
  target: ['customerId', 'kind', 'source', 'value'],
  update: ['proof', 'provedAt'],
})
const claim = insertInto(identities, 'skip')

export interface Identity {
  readonly customerId: string
  readonly kind: IdentityRow['kind']
  readonly source?: string
  readonly value: string
}

/** Notes that an identity is proved to be the customer's. Refused with `customers.identityTaken` when it is proved to be another's. */
export function proveIdentity(
  ctx: Pick<Context, 'newId' | 'now'>,
  { source = '', ...identity }: Identity,
  proof: NonNullable<IdentityRow['proof']>,
): Statement {
  const now = ctx.now()
  const row = { id: ctx.newId('idn'), ...identity, source, proof, provedAt: now, createdAt: now }
  return upsert(row, { refuse: () => problems.identityTaken() })
}

/** Notes an identity that nobody has proved; does nothing when it is noted already. */
export function claimIdentity(ctx: Pick<Context, 'newId' | 'now'>, { source = '', ...identity }: Identity): Statement {
  return claim({ id: ctx.newId('idn'), ...identity, source, createdAt: ctx.now() })
}
