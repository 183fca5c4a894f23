import { emit } from '../events/index.ts'
import { type Context, insertInto, type Statement, update } from '../kernel/index.ts'
import { customerCreated, customerEmailVerified } from './events.ts'
import { customersKnownAs, proveIdentity } from './identities.ts'
import type { LoginRow } from './logins.ts'
import { customers, logins } from './schema.ts'

const insertCustomer = insertInto(customers)
const changeLogin = update(logins)

/**
 * What a proved address brings: the login belongs to a customer from now on. That is the one whom staff have noted with this address and
 * who has no login yet, else a new one. Does nothing for a login that was proved before.
 */
export async function proveLogin(
  ctx: Context,
  login: LoginRow,
  commandId: string,
): Promise<{ customerId: string; statements: Statement[] }> {
  if (login.customerId !== null) return { customerId: login.customerId, statements: [] }
  const known = await ctx.db.all(customersKnownAs, { kind: 'email', source: '', value: login.email })
  const found = known.find(({ loginId }) => loginId === null)?.customerId
  const customerId = found ?? ctx.newId('cus')
  const aggregate = { aggregate: customerId, data: { customerId }, commandId }
  const patch = { customerId, emailVerified: true, updatedAt: ctx.now() }
  const statements = [
    ...(found === undefined
      ? [insertCustomer(customerOf(ctx, login, customerId)), emit(ctx, customerCreated, aggregate)]
      : []),
    changeLogin({ id: login.id, emailVerified: false }, patch, { changes: 1, refuse: () => 'stale' }),
    proveIdentity(ctx, { customerId, kind: 'email', value: login.email }, 'link'),
    emit(ctx, customerEmailVerified, aggregate),
  ]
  return { customerId, statements }
}

function customerOf(ctx: Pick<Context, 'now'>, { email, firstName, lastName, language }: LoginRow, id: string) {
  const now = ctx.now()
  return { id, email, firstName, lastName, language, createdAt: now, updatedAt: now }
}
