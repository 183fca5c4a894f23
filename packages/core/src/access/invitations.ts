import { eq } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import {
  type Context,
  DAY,
  insertInto,
  newestFirst,
  param,
  rowBy,
  run,
  type ShapeOf,
  system,
  update,
} from '../kernel/index.ts'
import { audit } from './audit.ts'
import { staffInvited } from './events.ts'
import { normalEmail, type Role } from './model.ts'
import { oneTimeToken, openToken } from './one-time.ts'
import { problems } from './problems.ts'
import { scopesOf } from './roles.ts'
import { staffInvitations } from './schema.ts'
import { requireGrantable } from './scopes.ts'
import { hashPassword } from './sign-in.ts'
import { setPassword } from './staff-accounts.ts'
import { getStaff, insertStaff, staffByEmail, staffRow } from './staff-service.ts'

const PURPOSE = 'invitation'
const INVITATION_DAYS = 7

export type InvitationRow = typeof staffInvitations.$inferSelect

const byId = rowBy(staffInvitations, 'id')
const insert = insertInto(staffInvitations)
const change = update(staffInvitations)

export interface NewInvitation {
  readonly email: string
  readonly name?: string | undefined
  readonly role: Role
  readonly scopes?: readonly string[] | undefined
  readonly language: string
}

/** Invites somebody by mail. Throws `access.emailTaken`, `access.invited`, `access.beyondScopes`. */
export async function invite(
  ctx: Context,
  { email, name, role, scopes = [], language }: NewInvitation,
): Promise<InvitationRow> {
  requireGrantable(ctx.actor, scopesOf({ role, scopes }))
  const done = await run(ctx, {
    name: 'access.invite',
    plan: async (commandId) => {
      const taken = { errors: [{ path: 'body.email', code: 'taken', message: 'is in use' }] }
      if ((await staffByEmail(ctx, email)) !== undefined) throw problems.emailTaken(taken)
      const now = ctx.now()
      const id = ctx.newId('inv')
      const row = {
        id,
        email: normalEmail(email),
        name: name ?? null,
        role,
        scopes: [...scopes],
        language,
        invitedBy: ctx.actor.id,
        expiresAt: now + INVITATION_DAYS * DAY,
        createdAt: now,
        updatedAt: now,
      }
      const statements = [
        insert(row, { refuse: () => problems.invited(taken) }),
        emit(ctx, staffInvited, { aggregate: id, data: { invitationId: id }, commandId }),
        audit(ctx, { action: 'access.invite', subject: id, detail: { role, scopes }, commandId }),
      ]
      return { statements, result: id }
    },
  })
  return getInvitation(ctx, done.result)
}

/** Throws `access.notFound`. */
async function getInvitation(ctx: Pick<Context, 'db'>, id: string): Promise<InvitationRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: `There is no invitation ${id}.` })
  return row
}

export const listInvitations = newestFirst(
  staffInvitations,
  (has: ShapeOf<{ status?: InvitationRow['status'] | undefined }>) => [
    has.status && eq(staffInvitations.status, param('status')),
  ],
)

/** Takes an open invitation back; its link stops working. Throws `access.notFound`. */
export async function revokeInvitation(ctx: Context, id: string): Promise<InvitationRow> {
  await run(ctx, {
    name: 'access.revokeInvitation',
    plan: async (commandId) => {
      const row = await getInvitation(ctx, id)
      if (row.status !== 'open') return { statements: [], result: id }
      const patch = { status: 'revoked', version: row.version + 1, updatedAt: ctx.now() } as const
      const line = change({ id, status: 'open' }, patch, { changes: 1, refuse: () => 'stale' })
      return {
        statements: [line, audit(ctx, { action: 'access.revokeInvitation', subject: id, commandId })],
        result: id,
      }
    },
  })
  return getInvitation(ctx, id)
}

/** What the mail of an invitation says; undefined when it is no longer open. */
export async function invitationLetter(ctx: Context, id: string) {
  const row = await getInvitation(ctx, id)
  if (row.status !== 'open' || row.expiresAt <= ctx.now()) return undefined
  const host = row.invitedBy?.startsWith('stf_') === true ? await getStaff(ctx, row.invitedBy) : undefined
  const link = `${ctx.settings.publicUrl}/admin/invitations/${id}/accept?token=${oneTimeToken(ctx, PURPOSE, id)}`
  return {
    email: row.email,
    name: row.name,
    language: row.language,
    invitedBy: host?.name,
    link,
    days: INVITATION_DAYS,
  }
}

/** Makes the account of an invited person, once; the id of the staff member. Throws `access.linkInvalid`, `access.emailTaken`. */
export async function acceptInvitation(
  ctx: Context,
  { id, token, name, password }: { id: string; token: string; name: string; password: string },
): Promise<string> {
  if (openToken(ctx, PURPOSE, token) !== id) throw problems.linkInvalid()
  const hash = await hashPassword(password)
  const done = await run(ctx, {
    name: 'access.acceptInvitation',
    plan: async (commandId) => {
      const invitation = await getInvitation(ctx, id)
      if (invitation.status !== 'open' || invitation.expiresAt <= ctx.now()) throw problems.linkInvalid()
      const { email, scopes } = invitation
      const member = staffRow(ctx, { email, name, role: invitation.role as Role, scopes })
      const patch = { status: 'accepted', version: invitation.version + 1, updatedAt: ctx.now() } as const
      const self = { ...ctx, actor: { ...system, kind: 'staff' as const, id: member.id } }
      const statements = [
        change({ id, status: 'open' }, patch, { changes: 1, refuse: () => problems.linkInvalid() }),
        insertStaff(member.row),
        setPassword(ctx, member.id, hash),
        audit(self, { action: 'access.acceptInvitation', subject: id, commandId }),
      ]
      return { statements, result: member.id }
    },
  })
  return done.result
}
