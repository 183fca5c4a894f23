import { and, asc, eq, sql } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import {
  type Context,
  deleteFrom,
  insertInto,
  param,
  plain,
  query,
  run,
  type Statement,
  update,
} from '../kernel/index.ts'
import type { Address } from '../markets/index.ts'
import { customerUpdated } from './events.ts'
import type { SavedAddressInput, SavedAddressPatch } from './model.ts'
import { problems } from './problems.ts'
import { addresses } from './schema.ts'
import { getCustomer } from './service.ts'

export type AddressRow = typeof addresses.$inferSelect

const MOST = 50

const ofCustomer = query((q) =>
  q
    .select()
    .from(addresses)
    .where(eq(addresses.customerId, param('customerId')))
    .orderBy(asc(addresses.id)),
)
const one = query((q) =>
  q
    .select()
    .from(addresses)
    .where(and(eq(addresses.id, param('id')), eq(addresses.customerId, param('customerId')))),
)
const insert = insertInto(addresses)
const change = update(addresses)
const remove = deleteFrom(addresses)
const clear = plain(sql`
  update customer_addresses set
    is_default_shipping = case ${param('shipping')} when 1 then 0 else is_default_shipping end,
    is_default_billing = case ${param('billing')} when 1 then 0 else is_default_billing end
  where customer_id = ${param('customerId')}`)

/** The addresses of a customer, in the order in which they were made. */
export function listAddresses(ctx: Pick<Context, 'db'>, customerId: string): Promise<AddressRow[]> {
  return ctx.db.all(ofCustomer, { customerId })
}

/** Which address of which customer; that of another customer is not there. */
export interface AddressKey {
  readonly customerId: string
  readonly id: string
}

/** Throws `customers.notFound`. */
export async function getAddress(ctx: Pick<Context, 'db'>, { customerId, id }: AddressKey): Promise<AddressRow> {
  const row = await ctx.db.get(one, { customerId, id })
  if (row === undefined) throw problems.notFound({ detail: `There is no address ${id}.` })
  return row
}

/** Another address becomes the default one: the earlier default gives way in the same command. */
function giveWay(
  customerId: string,
  flags: { isDefaultShipping?: boolean | undefined; isDefaultBilling?: boolean | undefined },
): Statement[] {
  const { isDefaultShipping = false, isDefaultBilling = false } = flags
  if (!isDefaultShipping && !isDefaultBilling) return []
  return [clear({ customerId, shipping: isDefaultShipping ? 1 : 0, billing: isDefaultBilling ? 1 : 0 })]
}

const told = (ctx: Context, customerId: string, commandId: string) =>
  emit(ctx, customerUpdated, { aggregate: customerId, data: { customerId }, commandId })

/** Saves an address. Throws `customers.notFound`, `customers.tooManyAddresses`. */
export async function addAddress(ctx: Context, customerId: string, input: SavedAddressInput): Promise<AddressRow> {
  const done = await run(ctx, {
    name: 'customers.addAddress',
    plan: async (commandId) => {
      await getCustomer(ctx, customerId)
      if ((await listAddresses(ctx, customerId)).length >= MOST) throw problems.tooManyAddresses()
      const id = ctx.newId('adr')
      const now = ctx.now()
      const row = { ...input, id, customerId, createdAt: now, updatedAt: now }
      return { statements: [...giveWay(customerId, input), insert(row), told(ctx, customerId, commandId)], result: id }
    },
  })
  return getAddress(ctx, { customerId, id: done.result })
}

/** Replaces an address; the flags stay when they are left out. Throws `customers.notFound`. */
export async function updateAddress(ctx: Context, key: AddressKey, patch: SavedAddressPatch): Promise<AddressRow> {
  await run(ctx, {
    name: 'customers.updateAddress',
    plan: async (commandId) => {
      const row = await getAddress(ctx, key)
      const { company = null, line2 = null, region = null, phone = null, ...rest } = patch
      const values = { ...rest, company, line2, region, phone, updatedAt: ctx.now(), version: row.version + 1 }
      const line = change({ ...key, version: row.version }, values, { changes: 1, refuse: () => 'stale' })
      return {
        statements: [...giveWay(key.customerId, patch), line, told(ctx, key.customerId, commandId)],
        result: key.id,
      }
    },
  })
  return getAddress(ctx, key)
}

/** Throws `customers.notFound`. */
export async function removeAddress(ctx: Context, key: AddressKey): Promise<void> {
  await run(ctx, {
    name: 'customers.removeAddress',
    plan: async (commandId) => {
      await getAddress(ctx, key)
      return {
        statements: [remove({ id: key.id, customerId: key.customerId }), told(ctx, key.customerId, commandId)],
        result: null,
      }
    },
  })
}

/** A saved address as answers carry it; parts that it does not have are left out. */
export function addressView({
  id,
  company,
  line2,
  region,
  phone,
  isDefaultShipping,
  isDefaultBilling,
  ...row
}: AddressRow) {
  const { firstName, lastName, line1, city, postalCode, country } = row
  const address: Address = {
    firstName,
    lastName,
    line1,
    city,
    postalCode,
    country,
    ...(company === null ? {} : { company }),
    ...(line2 === null ? {} : { line2 }),
    ...(region === null ? {} : { region }),
    ...(phone === null ? {} : { phone }),
  }
  return { id, ...address, isDefaultShipping, isDefaultBilling }
}
