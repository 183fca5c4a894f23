import { type Context, etagOf, expectedVersion, type Handlers, type Http, iso } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { addAddress, addressView, getAddress, listAddresses, removeAddress, updateAddress } from './addresses.ts'
import type { admin, store } from './contract.ts'
import { addIdentity, customerDetail, customerView } from './detail.ts'
import { resetPage, verifyPage } from './pages.ts'
import { changePassword, confirmReset, requestReset } from './password.ts'
import {
  type CustomerRow,
  createCustomer,
  getCustomer,
  listCustomers,
  updateCustomer,
  updateProfile,
} from './service.ts'
import { requireCustomer, signIn, signOut } from './sessions.ts'
import { resendVerification, signUp, verifyEmail } from './sign-up.ts'

const SENT = { status: 'sent' } as const

const profileView = (row: CustomerRow) => ({ ...row, createdAt: iso(row.createdAt) })

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  signUp: async ({ ctx, body }) => {
    await signUp(ctx, { ...body, language: ctx.language })
    return SENT
  },
  resendVerification: async ({ ctx, body }) => {
    await resendVerification(ctx, body)
    return SENT
  },
  verifyPage: ({ ctx, query }) => verifyPage(ctx, query.token),
  verifyEmail: async ({ ctx, body }) => {
    await verifyEmail(ctx, body.token)
    return { status: 'verified' }
  },
  signIn: async ({ ctx, body, http }) => profileView(await getCustomer(ctx, await signIn(ctx, http, body))),
  signOut: async ({ ctx, http }) => {
    await signOut(ctx, http)
    return undefined
  },
  requestReset: async ({ ctx, body }) => {
    await requestReset(ctx, body)
    return SENT
  },
  resetPage: ({ ctx, query }) => resetPage(ctx, query.token),
  confirmReset: async ({ ctx, body }) => {
    await confirmReset(ctx, body)
    return { status: 'changed' }
  },
  me: async ({ ctx }) => profileView(await getCustomer(ctx, requireCustomer(ctx))),
  updateMe: async ({ ctx, body }) =>
    profileView(await updateProfile(ctx, { id: requireCustomer(ctx), patch: body, country: ctx.market.countries[0] })),
  changePassword: async ({ ctx, body }) => {
    await changePassword(ctx, body)
    return undefined
  },
  addresses: async ({ ctx }) => ({ items: (await listAddresses(ctx, requireCustomer(ctx))).map(addressView) }),
  addAddress: async ({ ctx, body }) => addressView(await addAddress(ctx, requireCustomer(ctx), body)),
  address: async ({ ctx, params }) =>
    addressView(await getAddress(ctx, { customerId: requireCustomer(ctx), id: params.id })),
  updateAddress: async ({ ctx, params, body }) =>
    addressView(await updateAddress(ctx, { customerId: requireCustomer(ctx), id: params.id }, body)),
  removeAddress: async ({ ctx, params }) => {
    await removeAddress(ctx, { customerId: requireCustomer(ctx), id: params.id })
    return undefined
  },
}

async function detail(ctx: Context, http: Http, id: string) {
  const view = await customerDetail(ctx, id)
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: async ({ ctx, query }) => {
    const { items, next } = await listCustomers(ctx, query)
    return { items: items.map(customerView), next }
  },
  create: async ({ ctx, body, http }) => detail(ctx, http, (await createCustomer(ctx, body)).id),
  get: ({ ctx, params, http }) => detail(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) => {
    await updateCustomer(ctx, { id: params.id, patch: body, version: expectedVersion(http) })
    return detail(ctx, http, params.id)
  },
  addIdentity: ({ ctx, params, body }) => addIdentity(ctx, params.id, body),
  addAddress: async ({ ctx, params, body }) => addressView(await addAddress(ctx, params.id, body)),
  updateAddress: async ({ ctx, params, body }) =>
    addressView(await updateAddress(ctx, { customerId: params.id, id: params.addressId }, body)),
  removeAddress: async ({ ctx, params }) => {
    await removeAddress(ctx, { customerId: params.id, id: params.addressId })
    return undefined
  },
}
