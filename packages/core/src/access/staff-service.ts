import { eq } from 'drizzle-orm'
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
import { audit } from './audit.ts'
import { anOwnerIsLeft } from './guards.ts'
import { normalEmail, type Role } from './model.ts'
import { problems } from './problems.ts'
import { scopesOf } from './roles.ts'
import { staff } from './schema.ts'
import { requireGrantable } from './scopes.ts'
import { endSessions } from './staff-accounts.ts'

export type StaffRow = typeof staff.$inferSelect

const byId = rowBy(staff, 'id')
const byEmail = rowBy(staff, 'email')
const insert = insertInto(staff)
const change = update(staff)

export interface NewStaff {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly scopes?: readonly string[] | undefined
}

/** The row of a new staff member; its address counts as proved, since whoever makes it hands over the link himself. */
export function staffRow(ctx: Pick<Context, 'newId' | 'now'>, { email, name, role, scopes = [] }: NewStaff) {
  const now = ctx.now()
  const id = ctx.newId('stf')
  const row = {
    id,
    name,
    role,
    scopes: [...scopes],
    email: normalEmail(email),
    emailVerified: true,
    createdAt: now,
    updatedAt: now,
  }
  return { id, row }
}

export function insertStaff(row: typeof staff.$inferInsert): Statement {
  const refuse = () => problems.emailTaken({ errors: [{ path: 'body.email', code: 'taken', message: 'is in use' }] })
  return insert(row, { refuse })
}

/** Throws `access.notFound`. */
export async function getStaff(ctx: Pick<Context, 'db'>, id: string): Promise<StaffRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: `There is no staff member ${id}.` })
  return row
}

export function staffByEmail(ctx: Pick<Context, 'db'>, email: string): Promise<StaffRow | undefined> {
  return ctx.db.get(byEmail, { email: normalEmail(email) })
}

interface Filters {
  readonly status?: StaffRow['status'] | undefined
  readonly role?: string | undefined
  readonly q?: string | undefined
}

const listed = newestFirst(staff, (has: ShapeOf<Filters>) => [
  has.status && eq(staff.status, param('status')),
  has.role && eq(staff.role, param('role')),
  has.q && contains([staff.name, staff.email], 'q'),
])

export function listStaff(
  ctx: Context,
  { status, role, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<StaffRow>> {
  return listed(ctx, { filters: { status, role, ...containing('q', q) }, ...page })
}

export interface StaffPatch {
  readonly name?: string | undefined
  readonly role?: Role | undefined
  readonly scopes?: readonly string[] | undefined
  readonly status?: StaffRow['status'] | undefined
}

/**
 * Changes a staff member; one who is disabled is signed out at once. Nobody changes somebody who may do more than himself, and an active
 * owner is always left. Throws `access.notFound`, `access.beyondScopes`, `access.lastOwner`, `request.preconditionFailed`.
 */
export async function updateStaff(
  ctx: Context,
  { id, patch, version }: { id: string; patch: StaffPatch; version: number | undefined },
): Promise<StaffRow> {
  await run(ctx, {
    name: 'access.updateStaff',
    plan: async (commandId) => {
      const row = await getStaff(ctx, id)
      requireVersion(version, row.version)
      requireGrantable(ctx.actor, scopesOf(row))
      const next = { role: patch.role ?? row.role, scopes: patch.scopes ?? row.scopes }
      requireGrantable(ctx.actor, scopesOf(next))
      const scopes = patch.scopes === undefined ? undefined : [...patch.scopes]
      const values = { ...patch, scopes, updatedAt: ctx.now(), version: row.version + 1 }
      const statements = [
        change({ id, version: row.version }, values, { changes: 1, refuse: () => 'stale' }),
        ...(row.role === 'owner' ? [anOwnerIsLeft({}, { refuse: () => problems.lastOwner() })] : []),
        ...(patch.status === 'disabled' ? [endSessions(id)] : []),
        audit(ctx, { action: 'access.updateStaff', subject: id, detail: patch, commandId }),
      ]
      return { statements, result: id }
    },
  })
  return getStaff(ctx, id)
}
