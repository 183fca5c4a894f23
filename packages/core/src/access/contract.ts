import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  EmailSchema,
  GivenPasswordSchema,
  NameSchema,
  PasswordSchema,
  Role,
  ScopesSchema,
  TokenSchema,
} from './model.ts'
import { problems } from './problems.ts'
import {
  ApiKeyView,
  AuditView,
  InvitationStatus,
  InvitationView,
  keyShown,
  MeView,
  nullableText,
  PublishableKeyView,
  StaffStatus,
  StaffView,
} from './views.ts'

const time = v.pipe(v.string(), v.isoTimestamp())
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const tokenQuery = v.strictObject({ token: TokenSchema })
const activeQuery = v.strictObject({ ...pageQuery, active: v.optional(v.boolean()) })
const language = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pl'),
)
const { notFound } = problems

const signingIn = {
  signIn: route.post('/session', {
    body: v.strictObject({ email: EmailSchema, password: GivenPasswordSchema }),
    output: MeView,
    status: 201,
    problems: [problems.wrongCredentials, requestProblems.tooMany],
    summary: 'Sign in; the session comes as a cookie',
  }),
  signOut: route.delete('/session', { summary: 'Sign out' }),
  me: route.get('/me', { output: MeView, access: 'staff', summary: 'Who calls, and what he may do' }),
  changePassword: route.post('/me/password', {
    body: v.strictObject({ current: GivenPasswordSchema, next: PasswordSchema }),
    access: 'staff',
    problems: [problems.wrongCredentials, requestProblems.tooMany],
    summary: 'Change the own password; all sessions end',
  }),
  requestReset: route.post('/password-reset', {
    body: v.strictObject({ email: EmailSchema }),
    output: v.object({ status: v.literal('sent') }),
    status: 202,
    summary: 'Send a link for a new password, if there is an account',
  }),
  resetPage: route.text('/password-reset/confirm', { query: tokenQuery, summary: 'The page of a reset link' }),
  confirmReset: route.post('/password-reset/confirm', {
    body: v.strictObject({ token: TokenSchema, password: PasswordSchema }),
    output: v.object({ status: v.literal('changed') }),
    problems: [problems.linkInvalid],
    summary: 'Choose a new password',
  }),
  firstStaffPage: route.text('/first-staff', {
    query: tokenQuery,
    summary: 'The page of the link printed at the first boot',
  }),
  firstStaff: route.post('/first-staff', {
    body: v.strictObject({ token: TokenSchema, email: EmailSchema, name: NameSchema, password: PasswordSchema }),
    output: StaffView,
    status: 201,
    problems: [problems.linkInvalid],
    summary: 'Make the account of the first owner',
  }),
}

const staff = {
  staff: route.get('/staff', {
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(StaffStatus),
      role: v.optional(Role),
      q: v.optional(text(100)),
    }),
    output: pageOf(StaffView),
    access: 'staff:read',
    summary: 'Staff',
  }),
  addStaff: route.post('/staff', {
    body: v.strictObject({ email: EmailSchema, name: NameSchema, role: Role, scopes: v.optional(ScopesSchema) }),
    output: v.object({ ...StaffView.entries, link: nullableText }),
    access: 'staff:write',
    status: 201,
    problems: [problems.emailTaken, problems.beyondScopes],
    summary: 'Make a staff account; the answer holds the link for its password',
  }),
  staffMember: route.get('/staff/:id', {
    output: StaffView,
    access: 'staff:read',
    problems: [notFound],
    summary: 'One staff member',
  }),
  updateStaff: route.patch('/staff/:id', {
    body: v.strictObject({
      name: v.optional(NameSchema),
      role: v.optional(Role),
      scopes: v.optional(ScopesSchema),
      status: v.optional(StaffStatus),
    }),
    output: StaffView,
    access: 'staff:write',
    problems: [notFound, problems.lastOwner, problems.beyondScopes, requestProblems.preconditionFailed],
    summary: 'Change, disable or enable a staff member',
  }),
  invitations: route.get('/invitations', {
    query: v.strictObject({ ...pageQuery, status: v.optional(InvitationStatus) }),
    output: pageOf(InvitationView),
    access: 'staff:read',
    summary: 'Invitations',
  }),
  invite: route.post('/invitations', {
    body: v.strictObject({
      email: EmailSchema,
      name: v.optional(NameSchema),
      role: Role,
      scopes: v.optional(ScopesSchema),
      language: v.optional(language, 'en'),
    }),
    output: InvitationView,
    access: 'staff:write',
    status: 201,
    problems: [problems.emailTaken, problems.invited, problems.beyondScopes],
    summary: 'Invite somebody by mail',
  }),
  revokeInvitation: route.delete('/invitations/:id', {
    output: InvitationView,
    access: 'staff:write',
    problems: [notFound],
    summary: 'Take an invitation back',
  }),
  invitationPage: route.text('/invitations/:id/accept', { query: tokenQuery, summary: 'The page of an invitation' }),
  acceptInvitation: route.post('/invitations/:id/accept', {
    body: v.strictObject({ token: TokenSchema, name: NameSchema, password: PasswordSchema }),
    output: StaffView,
    status: 201,
    problems: [problems.linkInvalid, problems.emailTaken],
    summary: 'Make the account of an invited person',
  }),
}

const keys = {
  apiKeys: route.get('/api-keys', {
    query: activeQuery,
    output: pageOf(ApiKeyView),
    access: 'keys:read',
    summary: 'API keys',
  }),
  createApiKey: route.post('/api-keys', {
    body: v.strictObject({
      name: NameSchema,
      scopes: v.pipe(ScopesSchema, v.minLength(1)),
      expiresAt: v.optional(time),
    }),
    /** The key is shown this once. */
    output: v.object({ ...keyShown, key: nullableText }),
    access: 'keys:write',
    status: 201,
    problems: [problems.beyondScopes],
    summary: 'Make an API key',
  }),
  apiKey: route.get('/api-keys/:id', {
    output: ApiKeyView,
    access: 'keys:read',
    problems: [notFound],
    summary: 'One API key',
  }),
  revokeApiKey: route.delete('/api-keys/:id', {
    output: ApiKeyView,
    access: 'keys:write',
    problems: [notFound],
    summary: 'Revoke an API key',
  }),
  publishableKeys: route.get('/publishable-keys', {
    query: activeQuery,
    output: pageOf(PublishableKeyView),
    access: 'keys:read',
    summary: 'Publishable keys of sales channels',
  }),
  createPublishableKey: route.post('/publishable-keys', {
    /** Id or code of a sales channel. */
    body: v.strictObject({ name: NameSchema, channel: text(64) }),
    output: PublishableKeyView,
    access: 'keys:write',
    status: 201,
    problems: [problems.unknownChannel],
    summary: 'Make a publishable key',
  }),
  revokePublishableKey: route.delete('/publishable-keys/:id', {
    output: PublishableKeyView,
    access: 'keys:write',
    problems: [notFound],
    summary: 'Revoke a publishable key',
  }),
  audit: route.get('/audit', {
    query: v.strictObject({
      ...pageQuery,
      actor: v.optional(text(64)),
      subject: v.optional(text(64)),
      action: v.optional(text(100)),
      since: v.optional(time),
    }),
    output: pageOf(AuditView),
    access: 'audit:read',
    summary: 'Who changed what, newest first',
  }),
}

export const admin = { ...signingIn, ...staff, ...keys }
