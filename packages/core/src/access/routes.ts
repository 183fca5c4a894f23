import { type Context, etagOf, expectedVersion, type Handlers, type Http, iso, isoOrNull } from '../kernel/index.ts'
import { addStaff, createFirstStaff } from './add-staff.ts'
import { type ApiKeyRow, createApiKey, getApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { listAudit } from './audit-list.ts'
import type { admin } from './contract.ts'
import { doorPage, emailField, nameField, passwordField } from './door-page.ts'
import { acceptInvitation, type InvitationRow, invite, listInvitations, revokeInvitation } from './invitations.ts'
import { changePassword, whoAmI } from './me.ts'
import { confirmStaffReset, requestStaffReset } from './password-reset.ts'
import {
  createPublishableKey,
  listPublishableKeys,
  type PublishableKeyRow,
  revokePublishableKey,
} from './publishable-keys.ts'
import { signInStaff, signOutStaff } from './sessions.ts'
import { getStaff, listStaff, type StaffRow, updateStaff } from './staff-service.ts'

const dated = <Row extends { createdAt: number; updatedAt: number }>(row: Row) => ({
  ...row,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})
const invitationView = (row: InvitationRow) => ({ ...dated(row), expiresAt: iso(row.expiresAt) })
const keyView = (row: ApiKeyRow) => ({
  ...dated(row),
  expiresAt: isoOrNull(row.expiresAt),
  lastUsedAt: isoOrNull(row.lastUsedAt),
  revokedAt: isoOrNull(row.revokedAt),
})
const publishableView = (row: PublishableKeyRow) => ({ ...dated(row), revokedAt: isoOrNull(row.revokedAt) })

function staffView(http: Http, row: StaffRow) {
  http.set('ETag', etagOf(row.version))
  return dated(row)
}

async function listed<Row, View>(page: Promise<{ items: Row[]; next: string | null }>, view: (row: Row) => View) {
  const { items, next } = await page
  return { items: items.map(view), next }
}

/** The first language of the caller, for the mail that follows. */
const languageOf = (http: Http) => /^[a-z]{2,3}/i.exec(http.header('Accept-Language') ?? '')?.[0].toLowerCase() ?? 'en'

export const adminHandlers: Handlers<typeof admin, Context> = {
  signIn: async ({ ctx, body, http }) => {
    const id = await signInStaff(ctx, http, body)
    return whoAmI({ ...ctx, actor: { kind: 'staff', id, scopes: [] } })
  },
  signOut: async ({ ctx, http }) => {
    await signOutStaff(ctx, http)
    return undefined
  },
  me: ({ ctx }) => whoAmI(ctx),
  changePassword: async ({ ctx, body }) => {
    await changePassword(ctx, body)
    return undefined
  },
  requestReset: async ({ ctx, body, http }) => {
    await requestStaffReset(ctx, { email: body.email, language: languageOf(http) })
    return { status: 'sent' }
  },
  resetPage: ({ query }) =>
    doorPage({
      title: 'Choose a new password',
      text: 'It is for your staff account.',
      token: query.token,
      fields: [passwordField],
      button: 'Save the password',
      done: 'The password is saved. You can sign in now.',
    }),
  confirmReset: async ({ ctx, body }) => {
    await confirmStaffReset(ctx, body)
    return { status: 'changed' }
  },
  firstStaffPage: ({ query }) =>
    doorPage({
      title: 'Welcome to your shop',
      text: 'Make the account of its owner.',
      token: query.token,
      fields: [nameField, emailField, passwordField],
      button: 'Make the account',
      done: 'The account is made. You can sign in now.',
    }),
  firstStaff: async ({ ctx, body, http }) => staffView(http, await getStaff(ctx, await createFirstStaff(ctx, body))),
  staff: ({ ctx, query }) => listed(listStaff(ctx, query), dated),
  addStaff: async ({ ctx, body, http }) => {
    const { id, link } = await addStaff(ctx, body)
    return { ...staffView(http, await getStaff(ctx, id)), link }
  },
  staffMember: async ({ ctx, params, http }) => staffView(http, await getStaff(ctx, params.id)),
  updateStaff: async ({ ctx, params, body, http }) =>
    staffView(http, await updateStaff(ctx, { id: params.id, patch: body, version: expectedVersion(http) })),
  invitations: ({ ctx, query: { status, ...page } }) =>
    listed(listInvitations(ctx, { filters: { status }, ...page }), invitationView),
  invite: async ({ ctx, body }) => invitationView(await invite(ctx, body)),
  revokeInvitation: async ({ ctx, params }) => invitationView(await revokeInvitation(ctx, params.id)),
  invitationPage: ({ query }) =>
    doorPage({
      title: 'You are invited',
      text: 'Make your staff account.',
      token: query.token,
      fields: [nameField, passwordField],
      button: 'Make the account',
      done: 'The account is made. You can sign in now.',
    }),
  acceptInvitation: async ({ ctx, params, body, http }) =>
    staffView(http, await getStaff(ctx, await acceptInvitation(ctx, { id: params.id, ...body }))),
  apiKeys: ({ ctx, query: { active, ...page } }) =>
    listed(listApiKeys(ctx, { filters: { active: active === true ? true : undefined }, ...page }), keyView),
  createApiKey: async ({ ctx, body }) => {
    const { key, ...row } = await createApiKey(ctx, body)
    return { ...keyView(row), key }
  },
  apiKey: async ({ ctx, params }) => keyView(await getApiKey(ctx, params.id)),
  revokeApiKey: async ({ ctx, params }) => keyView(await revokeApiKey(ctx, params.id)),
  publishableKeys: ({ ctx, query: { active, ...page } }) =>
    listed(
      listPublishableKeys(ctx, { filters: { active: active === true ? true : undefined }, ...page }),
      publishableView,
    ),
  createPublishableKey: async ({ ctx, body }) => publishableView(await createPublishableKey(ctx, body)),
  revokePublishableKey: async ({ ctx, params }) => publishableView(await revokePublishableKey(ctx, params.id)),
  audit: ({ ctx, query }) => listAudit(ctx, query),
}
