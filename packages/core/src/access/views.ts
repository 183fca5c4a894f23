import * as v from 'valibot'

export const nullableText = v.nullable(v.string())
const record = { version: v.number(), createdAt: v.string(), updatedAt: v.string() }
export const StaffStatus = v.picklist(['active', 'disabled'])

export const MeView = v.object({
  kind: v.string(),
  id: nullableText,
  name: v.string(),
  email: nullableText,
  role: nullableText,
  scopes: v.array(v.string()),
})

export const StaffView = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: v.string(),
  /** Beside those of the role. */
  scopes: v.array(v.string()),
  status: StaffStatus,
  ...record,
})

export const InvitationStatus = v.picklist(['open', 'accepted', 'revoked'])

export const InvitationView = v.object({
  id: v.string(),
  email: v.string(),
  name: nullableText,
  role: v.string(),
  scopes: v.array(v.string()),
  language: v.string(),
  status: InvitationStatus,
  invitedBy: nullableText,
  expiresAt: v.string(),
  ...record,
})

export const keyShown = {
  id: v.string(),
  name: v.string(),
  prefix: v.string(),
  scopes: v.array(v.string()),
  expiresAt: nullableText,
  lastUsedAt: nullableText,
  revokedAt: nullableText,
  createdBy: nullableText,
  ...record,
}
export const ApiKeyView = v.object(keyShown)

export const PublishableKeyView = v.object({
  id: v.string(),
  name: v.string(),
  token: v.string(),
  channelId: v.string(),
  revokedAt: nullableText,
  ...record,
})

export const AuditView = v.object({
  id: v.string(),
  at: v.string(),
  actorKind: v.string(),
  actorId: nullableText,
  action: v.string(),
  subject: v.string(),
  detail: v.unknown(),
  requestId: v.string(),
  commandId: nullableText,
})
