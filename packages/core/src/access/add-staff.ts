import { type App, answered, type Context, query, run, systemContext } from '../kernel/index.ts'
import { audit } from './audit.ts'
import { nobodyIsThere } from './guards.ts'
import { oneTimeToken, openToken } from './one-time.ts'
import { newAccountReset, resetLink } from './password-reset.ts'
import { problems } from './problems.ts'
import { scopesOf } from './roles.ts'
import { staff } from './schema.ts'
import { requireGrantable } from './scopes.ts'
import { hashPassword } from './sign-in.ts'
import { setPassword } from './staff-accounts.ts'
import { insertStaff, type NewStaff, staffRow } from './staff-service.ts'

/** Purpose and id of the link that makes the first account; the link works while there is none. */
const FIRST = 'first-staff'

const anyStaff = query((q) => q.select({ id: staff.id }).from(staff).limit(1))

/**
 * Makes a staff account. Without a password the answer holds a link with which the member chooses one (a week).
 * Throws `access.emailTaken`, `access.beyondScopes`.
 */
export async function addStaff(
  ctx: Context,
  { password, ...member }: NewStaff & { readonly password?: string | undefined },
): Promise<{ id: string; link: string | null }> {
  requireGrantable(ctx.actor, scopesOf({ role: member.role, scopes: member.scopes ?? [] }))
  const hash = password === undefined ? undefined : await hashPassword(password)
  const done = await run(ctx, {
    name: 'access.addStaff',
    plan: (commandId) => {
      const { id, row } = staffRow(ctx, member)
      const access = hash === undefined ? newAccountReset(ctx, id) : { id: null, line: setPassword(ctx, id, hash) }
      const note = audit(ctx, { action: 'access.addStaff', subject: id, detail: { role: member.role }, commandId })
      return { statements: [insertStaff(row), access.line, note], result: { id, linkId: access.id } }
    },
  })
  const { id, linkId } = done.result
  return { id, link: linkId === null ? null : resetLink(ctx, linkId) }
}

/** The address at which the first owner makes his account, printed at the first boot; undefined when there are staff. */
export async function firstStaffLink(app: App): Promise<string | undefined> {
  if ((await app.db.get(anyStaff)) !== undefined) return undefined
  return `${app.settings.publicUrl}/admin/first-staff?token=${oneTimeToken(app, FIRST, FIRST)}`
}

/** Makes the first owner, by the printed link. Throws `access.linkInvalid` when the link is not ours or somebody was first. */
export async function createFirstStaff(
  ctx: Context,
  { token, email, name, password }: { token: string; email: string; name: string; password: string },
): Promise<string> {
  if (openToken(ctx, FIRST, token) === undefined) throw problems.linkInvalid()
  if ((await ctx.db.get(anyStaff)) !== undefined) {
    const before = await answered<string>(ctx)
    if (before !== undefined) return before
    throw problems.linkInvalid()
  }
  const hash = await hashPassword(password)
  const own = systemContext(ctx)
  const done = await run(ctx, {
    name: 'access.createFirstStaff',
    plan: (commandId) => {
      const { id, row } = staffRow(ctx, { email, name, role: 'owner' })
      const statements = [
        nobodyIsThere({}, { refuse: () => problems.linkInvalid() }),
        insertStaff(row),
        setPassword(ctx, id, hash),
        audit(own, { action: 'access.createFirstStaff', subject: id, commandId }),
      ]
      return { statements, result: id }
    },
  })
  return done.result
}
