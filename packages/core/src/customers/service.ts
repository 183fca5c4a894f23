import { eq } from 'drizzle-orm'
import { audit, normalEmail } from '../access/index.ts'
import { emit } from '../events/index.ts'
import {
  type Context,
  containing,
  contains,
  insertInto,
  newestFirst,
  type Page,
  param,
  requireVersion,
  rowBy,
  run,
  type ShapeOf,
  type Statement,
  update,
} from '../kernel/index.ts'
import { customerCreated, customerUpdated } from './events.ts'
import { claimIdentity } from './identities.ts'
import { loginByCustomer } from './logins.ts'
import type { CustomerInput, CustomerPatch, ProfilePatch } from './model.ts'
import { normalPhone } from './phone.ts'
import { problems } from './problems.ts'
import { customers } from './schema.ts'
import { endSessions } from './sessions.ts'

export type CustomerRow = typeof customers.$inferSelect

const byId = rowBy(customers, 'id')
const insert = insertInto(customers)
const change = update(customers)

/** Throws `customers.notFound`. */
export async function getCustomer(ctx: Pick<Context, 'db'>, id: string): Promise<CustomerRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: `There is no customer ${id}.` })
  return row
}

interface Filters {
  readonly status?: CustomerRow['status'] | undefined
  readonly email?: string | undefined
  readonly acceptsMarketing?: 0 | 1 | undefined
  readonly q?: string | undefined
}

const listed = newestFirst(customers, (has: ShapeOf<Filters>) => [
  has.status && eq(customers.status, param('status')),
  has.email && eq(customers.email, param('email')),
  has.acceptsMarketing && eq(customers.acceptsMarketing, param('acceptsMarketing')),
  has.q && contains([customers.firstName, customers.lastName, customers.email, customers.company], 'q'),
])

export interface CustomerFilters {
  readonly status?: CustomerRow['status'] | undefined
  readonly email?: string | undefined
  readonly acceptsMarketing?: boolean | undefined
  /** Part of a name, company or address. */
  readonly q?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Customers, newest first. */
export function listCustomers(
  ctx: Context,
  { status, email, acceptsMarketing, q, ...page }: CustomerFilters,
): Promise<Page<CustomerRow>> {
  const wanted = acceptsMarketing === undefined ? undefined : acceptsMarketing ? 1 : 0
  const known = email === undefined ? undefined : normalEmail(email)
  const filters = { status, email: known, acceptsMarketing: wanted, ...containing('q', q) } as Filters
  return listed(ctx, { filters, ...page })
}

type Changed = Omit<Partial<typeof customers.$inferInsert>, 'id' | 'createdAt'>

/** What a patch says in the words of the table; a phone number in its one writing. */
async function valuesOf({ phone, ...patch }: ProfilePatch, country?: string): Promise<Changed> {
  const number = phone === undefined || phone === null ? phone : await normalPhone(phone, country)
  return { ...patch, ...(number === undefined ? {} : { phone: number }) } as Changed
}

/** Claims that follow from what is written in a row: known by it, but not proved. */
function claims(ctx: Context, customerId: string, { email, phone }: Changed): Statement[] {
  const known = [
    { kind: 'email', value: email },
    { kind: 'phone', value: phone },
  ] as const
  return known.flatMap(({ kind, value }) =>
    value === undefined || value === null ? [] : [claimIdentity(ctx, { customerId, kind, value })],
  )
}

/** Makes a customer on behalf of staff; nothing about him is proved yet. Throws `customers.phone`. */
export async function createCustomer(ctx: Context, { email, ...input }: CustomerInput): Promise<CustomerRow> {
  const values = await valuesOf(input)
  const done = await run(ctx, {
    name: 'customers.create',
    plan: (commandId) => {
      const id = ctx.newId('cus')
      const now = ctx.now()
      const row = { ...values, email: email === undefined ? null : normalEmail(email) }
      const statements = [
        insert({ ...row, id, createdAt: now, updatedAt: now }),
        ...claims(ctx, id, row),
        emit(ctx, customerCreated, { aggregate: id, data: { customerId: id }, commandId }),
        audit(ctx, { action: 'customers.create', subject: id, commandId }),
      ]
      return { statements, result: id }
    },
  })
  return getCustomer(ctx, done.result)
}

interface Change {
  readonly id: string
  readonly patch: CustomerPatch
  readonly version?: number | undefined
}

/** Changes a customer on behalf of staff; one who is disabled is signed out at once. Throws `customers.notFound`, `customers.phone`. */
export async function updateCustomer(
  ctx: Context,
  { id, patch: { email, ...patch }, version }: Change,
): Promise<CustomerRow> {
  const profile = await valuesOf(patch)
  const values = { ...profile, ...(email === undefined ? {} : { email: email === null ? null : normalEmail(email) }) }
  await run(ctx, {
    name: 'customers.update',
    plan: async (commandId) => {
      const login = patch.status === 'disabled' ? await ctx.db.get(loginByCustomer, { customerId: id }) : undefined
      const statements = [
        ...(await changed(ctx, { id, values, version, commandId })),
        ...(login === undefined ? [] : [endSessions(login.id)]),
        audit(ctx, { action: 'customers.update', subject: id, detail: Object.keys(values), commandId }),
      ]
      return { statements, result: id }
    },
  })
  return getCustomer(ctx, id)
}

/** Changes what a customer says about himself. Throws `customers.phone`. */
export async function updateProfile(
  ctx: Context,
  { id, patch, country }: { id: string; patch: ProfilePatch; country?: string | undefined },
): Promise<CustomerRow> {
  const values = await valuesOf(patch, country)
  await run(ctx, {
    name: 'customers.updateProfile',
    plan: async (commandId) => ({ statements: await changed(ctx, { id, values, commandId }), result: id }),
  })
  return getCustomer(ctx, id)
}

async function changed(
  ctx: Context,
  { id, values, version, commandId }: { id: string; values: Changed; version?: number | undefined; commandId: string },
): Promise<Statement[]> {
  const row = await getCustomer(ctx, id)
  requireVersion(version, row.version)
  const patch = { ...values, updatedAt: ctx.now(), version: row.version + 1 }
  return [
    change({ id, version: row.version }, patch, { changes: 1, refuse: () => 'stale' }),
    ...claims(ctx, id, values),
    emit(ctx, customerUpdated, { aggregate: id, data: { customerId: id }, commandId }),
  ]
}
