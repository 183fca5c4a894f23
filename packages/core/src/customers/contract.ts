import * as v from 'valibot'
import { EmailSchema, GivenPasswordSchema, PasswordSchema, TokenSchema } from '../access/model.ts'
import { problems as access } from '../access/problems.ts'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import { optionalText } from '../markets/model.ts'
import {
  CustomerDetail,
  CustomerInput,
  CustomerPatch,
  CustomerStatus,
  CustomerView,
  IdentityInput,
  ProfilePatch,
  ProfileView,
  SavedAddress,
  SavedAddressInput,
  SavedAddressPatch,
} from './model.ts'
import { problems } from './problems.ts'

const onlyEmail = v.strictObject({ email: EmailSchema })
const tokenQuery = v.strictObject({ token: TokenSchema })
const sent = v.object({ status: v.literal('sent') })
const addressList = v.object({ items: v.array(SavedAddress) })
const { notFound } = problems

export const store = {
  signUp: route.post('/customers', {
    body: v.strictObject({
      email: EmailSchema,
      password: PasswordSchema,
      firstName: v.optional(optionalText(100)),
      lastName: v.optional(optionalText(100)),
    }),
    output: sent,
    status: 202,
    summary: 'Sign up; the account works when the address is confirmed by the link of a mail',
  }),
  resendVerification: route.post('/customers/verify-email', {
    body: onlyEmail,
    output: sent,
    status: 202,
    summary: 'Send the link of a sign-up once more',
  }),
  verifyPage: route.text('/customers/verify-email/confirm', {
    query: tokenQuery,
    summary: 'The page of a sign-up link',
  }),
  verifyEmail: route.post('/customers/verify-email/confirm', {
    body: v.strictObject({ token: TokenSchema }),
    output: v.object({ status: v.literal('verified') }),
    problems: [access.linkInvalid, problems.identityTaken],
    summary: 'Confirm an e-mail address',
  }),
  signIn: route.post('/customers/session', {
    body: v.strictObject({ email: EmailSchema, password: GivenPasswordSchema }),
    output: ProfileView,
    status: 201,
    problems: [access.wrongCredentials, requestProblems.tooMany],
    summary: 'Sign in; the session comes as a cookie',
  }),
  signOut: route.delete('/customers/session', { summary: 'Sign out' }),
  requestReset: route.post('/customers/password-reset', {
    body: onlyEmail,
    output: sent,
    status: 202,
    summary: 'Send a link for a new password, if there is an account',
  }),
  resetPage: route.text('/customers/password-reset/confirm', {
    query: tokenQuery,
    summary: 'The page of a reset link',
  }),
  confirmReset: route.post('/customers/password-reset/confirm', {
    body: v.strictObject({ token: TokenSchema, password: PasswordSchema }),
    output: v.object({ status: v.literal('changed') }),
    problems: [access.linkInvalid, problems.identityTaken],
    summary: 'Choose a new password',
  }),
  me: route.get('/customers/me', { output: ProfileView, access: 'customer', summary: 'Who is signed in' }),
  updateMe: route.patch('/customers/me', {
    body: ProfilePatch,
    output: ProfileView,
    access: 'customer',
    problems: [problems.phone],
    summary: 'Change the own profile',
  }),
  changePassword: route.post('/customers/me/password', {
    body: v.strictObject({ current: GivenPasswordSchema, next: PasswordSchema }),
    access: 'customer',
    problems: [access.wrongCredentials, requestProblems.tooMany],
    summary: 'Change the own password; all sessions end',
  }),
  addresses: route.get('/customers/me/addresses', {
    output: addressList,
    access: 'customer',
    summary: 'Own addresses',
  }),
  addAddress: route.post('/customers/me/addresses', {
    body: SavedAddressInput,
    output: SavedAddress,
    access: 'customer',
    status: 201,
    problems: [problems.tooManyAddresses],
    summary: 'Save an address',
  }),
  address: route.get('/customers/me/addresses/:id', {
    output: SavedAddress,
    access: 'customer',
    problems: [notFound],
    summary: 'One own address',
  }),
  updateAddress: route.put('/customers/me/addresses/:id', {
    body: SavedAddressPatch,
    output: SavedAddress,
    access: 'customer',
    problems: [notFound],
    summary: 'Replace an address',
  }),
  removeAddress: route.delete('/customers/me/addresses/:id', {
    access: 'customer',
    problems: [notFound],
    summary: 'Remove an address',
  }),
}

export const admin = {
  list: route.get('/customers', {
    query: v.strictObject({
      ...pageQuery,
      q: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(100))),
      email: v.optional(EmailSchema),
      status: v.optional(CustomerStatus),
      acceptsMarketing: v.optional(v.boolean()),
    }),
    output: pageOf(CustomerView),
    access: 'customers:read',
    summary: 'Customers, newest first',
  }),
  create: route.post('/customers', {
    body: CustomerInput,
    output: CustomerDetail,
    access: 'customers:write',
    status: 201,
    problems: [problems.phone],
    summary: 'Make a customer',
  }),
  get: route.get('/customers/:id', {
    output: CustomerDetail,
    access: 'customers:read',
    problems: [notFound],
    summary: 'One customer with identities and addresses',
  }),
  update: route.patch('/customers/:id', {
    body: CustomerPatch,
    output: CustomerDetail,
    access: 'customers:write',
    problems: [notFound, problems.phone, requestProblems.preconditionFailed],
    summary: 'Change, disable or enable a customer',
  }),
  addIdentity: route.post('/customers/:id/identities', {
    body: IdentityInput,
    output: CustomerDetail,
    access: 'customers:write',
    status: 201,
    problems: [notFound, problems.phone, problems.identityTaken],
    summary: 'Note by what a customer is known',
  }),
  addAddress: route.post('/customers/:id/addresses', {
    body: SavedAddressInput,
    output: SavedAddress,
    access: 'customers:write',
    status: 201,
    problems: [notFound, problems.tooManyAddresses],
    summary: 'Save an address of a customer',
  }),
  updateAddress: route.put('/customers/:id/addresses/:addressId', {
    body: SavedAddressPatch,
    output: SavedAddress,
    access: 'customers:write',
    problems: [notFound],
    summary: 'Replace an address of a customer',
  }),
  removeAddress: route.delete('/customers/:id/addresses/:addressId', {
    access: 'customers:write',
    problems: [notFound],
    summary: 'Remove an address of a customer',
  }),
}
