import type { BodyOf, Call, InputOf, ItemOf, OutputOf } from './contract.ts'
import { each } from './each.ts'
import { guard } from './problem.ts'
import type { CallOptions } from './send.ts'

export type Profile = OutputOf<'GET /customers/me'>
export type SavedAddress = ItemOf<'GET /customers/me/addresses'>
export type OrderSummary = ItemOf<'GET /customers/me/orders'>
type OrdersQuery = NonNullable<InputOf<'GET /customers/me/orders'>['query']>

/** The customer of this session. */
export interface Customer {
  /** Sends a mail; the account works when its link was followed. */
  signUp(account: BodyOf<'POST /customers'>, options?: CallOptions): Promise<void>
  resendVerification(email: string, options?: CallOptions): Promise<void>
  /** With the token of the mail. */
  verifyEmail(token: string, options?: CallOptions): Promise<void>
  signIn(credentials: BodyOf<'POST /customers/session'>, options?: CallOptions): Promise<Profile>
  signOut(options?: CallOptions): Promise<void>
  /** Sends a mail with a link, if there is an account. */
  requestReset(email: string, options?: CallOptions): Promise<void>
  confirmReset(reset: BodyOf<'POST /customers/password-reset/confirm'>, options?: CallOptions): Promise<void>
  /** Ends all sessions of this customer. */
  changePassword(passwords: BodyOf<'POST /customers/me/password'>, options?: CallOptions): Promise<void>
  /** Null when nobody is signed in. */
  me(options?: CallOptions): Promise<Profile | null>
  update(profile: BodyOf<'PATCH /customers/me'>, options?: CallOptions): Promise<Profile>
  readonly addresses: {
    list(options?: CallOptions): Promise<SavedAddress[]>
    add(address: BodyOf<'POST /customers/me/addresses'>, options?: CallOptions): Promise<SavedAddress>
    /** Replaces the whole address. */
    update(id: string, address: BodyOf<'PUT /customers/me/addresses/:id'>, options?: CallOptions): Promise<SavedAddress>
    remove(id: string, options?: CallOptions): Promise<void>
  }
  readonly orders: {
    list(query?: OrdersQuery, options?: CallOptions): Promise<OutputOf<'GET /customers/me/orders'>>
    each(query?: OrdersQuery, options?: CallOptions): AsyncGenerator<OrderSummary, void, undefined>
  }
}

export function customerOf(call: Call): Customer {
  return {
    ...accountOf(call),
    me: (options) => call('GET /customers/me', {}, options).catch(nullWhenNobody),
    update: (body, options) => call('PATCH /customers/me', { body }, options),
    addresses: addressesOf(call),
    orders: ordersOf(call),
  }
}

type Account = Omit<Customer, 'me' | 'update' | 'addresses' | 'orders'>

function accountOf(call: Call): Account {
  return {
    signUp: async (body, options) => void (await call('POST /customers', { body }, options)),
    resendVerification: async (email, options) =>
      void (await call('POST /customers/verify-email', { body: { email } }, options)),
    verifyEmail: async (token, options) =>
      void (await call('POST /customers/verify-email/confirm', { body: { token } }, options)),
    signIn: (body, options) => call('POST /customers/session', { body }, options),
    signOut: (options) => call('DELETE /customers/session', {}, options),
    requestReset: async (email, options) =>
      void (await call('POST /customers/password-reset', { body: { email } }, options)),
    confirmReset: async (body, options) =>
      void (await call('POST /customers/password-reset/confirm', { body }, options)),
    changePassword: (body, options) => call('POST /customers/me/password', { body }, options),
  }
}

function addressesOf(call: Call): Customer['addresses'] {
  return {
    list: async (options) => (await call('GET /customers/me/addresses', {}, options)).items,
    add: (body, options) => call('POST /customers/me/addresses', { body }, options),
    update: (id, body, options) => call('PUT /customers/me/addresses/:id', { params: { id }, body }, options),
    remove: (id, options) => call('DELETE /customers/me/addresses/:id', { params: { id } }, options),
  }
}

function ordersOf(call: Call): Customer['orders'] {
  const list: Customer['orders']['list'] = (query = {}, options) => call('GET /customers/me/orders', { query }, options)
  return { list, each: (query, options) => each((cursor) => list({ ...query, cursor }, options)) }
}

function nullWhenNobody(error: unknown): null {
  if (guard(error, 'request.unauthenticated')) return null
  throw error
}
