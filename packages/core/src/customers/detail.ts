import { audit, normalEmail } from '../access/index.ts'
import { emit } from '../events/index.ts'
import { type Context, iso, isoOrNull, requestProblems, run } from '../kernel/index.ts'
import { addressView, listAddresses } from './addresses.ts'
import { customerEmailVerified, customerUpdated } from './events.ts'
import { claimIdentity, type IdentityRow, identitiesOf, proveIdentity } from './identities.ts'
import { loginByCustomer } from './logins.ts'
import type { IdentityInput } from './model.ts'
import { normalPhone } from './phone.ts'
import { type CustomerRow, getCustomer } from './service.ts'

export function customerView(row: CustomerRow) {
  return { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }
}

const identityView = ({ provedAt, ...row }: IdentityRow) => ({ ...row, provedAt: isoOrNull(provedAt) })

/** A customer with everything that belongs to him. Throws `customers.notFound`. */
export async function customerDetail(ctx: Context, id: string) {
  const row = await getCustomer(ctx, id)
  const [login, identities, addresses] = await Promise.all([
    ctx.db.get(loginByCustomer, { customerId: id }),
    ctx.db.all(identitiesOf, { customerId: id }),
    listAddresses(ctx, id),
  ])
  return {
    ...customerView(row),
    hasLogin: login !== undefined,
    identities: identities.map(identityView),
    addresses: addresses.map(addressView),
  }
}

/**
 * Notes by what a customer is known, on behalf of staff. An e-mail address that staff saw proof of gives him the orders of guests with it.
 * Throws `customers.notFound`, `customers.identityTaken`, `customers.phone`.
 */
export async function addIdentity(ctx: Context, customerId: string, input: IdentityInput) {
  const { kind, source = '', isProved } = input
  if ((kind === 'external') !== (source !== ''))
    throw requestProblems.invalid({
      errors: [{ path: 'body.source', code: 'source', message: 'belongs to external identities, which need one' }],
    })
  const value = await normalValue(input)
  await run(ctx, {
    name: 'customers.addIdentity',
    plan: async (commandId) => {
      await getCustomer(ctx, customerId)
      const identity = { customerId, kind, source, value }
      const about = { aggregate: customerId, data: { customerId }, commandId }
      const statements = [
        isProved ? proveIdentity(ctx, identity, 'staff') : claimIdentity(ctx, identity),
        emit(ctx, kind === 'email' && isProved ? customerEmailVerified : customerUpdated, about),
        audit(ctx, { action: 'customers.addIdentity', subject: customerId, detail: { kind, isProved }, commandId }),
      ]
      return { statements, result: null }
    },
  })
  return customerDetail(ctx, customerId)
}

async function normalValue({ kind, value }: IdentityInput): Promise<string> {
  if (kind === 'email') return normalEmail(value)
  return kind === 'phone' ? normalPhone(value) : value
}
