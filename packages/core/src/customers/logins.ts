import { and, eq, gt } from 'drizzle-orm'
import { type Context, deleteFrom, insertInto, param, query, rowBy, type Statement } from '../kernel/index.ts'
import { accounts, logins, verifications } from './schema.ts'

export type LoginRow = typeof logins.$inferSelect

/** What a link is for. A link of one purpose opens nothing else. */
export type LinkPurpose = 'verify-email' | 'password-reset'

export const loginByEmail = rowBy(logins, 'email')

export const loginByCustomer = rowBy(logins, 'customerId')

/** The login that a stored link belongs to, while it works. */
export const loginByLink = query((q) =>
  q
    .select({ login: logins })
    .from(verifications)
    .innerJoin(logins, eq(logins.id, verifications.value))
    .where(
      and(
        eq(verifications.id, param('id')),
        eq(verifications.identifier, param('purpose')),
        gt(verifications.expiresAt, param('now')),
      ),
    ),
)

const insertLink = insertInto(verifications)

/** Stores a link for a login; its id is what the token is made of. */
export function newLink(
  ctx: Pick<Context, 'newId' | 'now'>,
  { loginId, purpose, lifetime }: { loginId: string; purpose: LinkPurpose; lifetime: number },
): { id: string; line: Statement } {
  const now = ctx.now()
  const id = ctx.newId('ver')
  const row = { id, identifier: purpose, value: loginId, expiresAt: now + lifetime, createdAt: now, updatedAt: now }
  return { id, line: insertLink(row) }
}

export const removeLink = deleteFrom(verifications)

/** All links of a login, of whatever purpose. */
export const removeLinks = (loginId: string): Statement => removeLink({ value: loginId })

const upsertAccount = insertInto(accounts, { target: ['providerId', 'accountId'], update: ['password', 'updatedAt'] })

/** Gives a login a password, or another one. Make the hash before the command: it takes long on purpose. */
export function setPassword(ctx: Pick<Context, 'newId' | 'now'>, loginId: string, hash: string): Statement {
  const now = ctx.now()
  const id = ctx.newId('acc')
  const key = { providerId: 'credential', accountId: loginId, userId: loginId }
  return upsertAccount({ id, ...key, password: hash, createdAt: now, updatedAt: now })
}

export const passwordOf = query((q) =>
  q
    .select({ hash: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, param('loginId')), eq(accounts.providerId, 'credential'))),
)
