import { and, eq, gt } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import {
  answered,
  type Context,
  DAY,
  deleteFrom,
  insertInto,
  MINUTE,
  param,
  query,
  run,
  type Statement,
  statement,
  system,
} from '../kernel/index.ts'
import { audit } from './audit.ts'
import { staffResetRequested } from './events.ts'
import { oneTimeToken, openToken } from './one-time.ts'
import { problems } from './problems.ts'
import { staff, staffVerifications } from './schema.ts'
import { hashPassword } from './sign-in.ts'
import { endSessions, setPassword } from './staff-accounts.ts'
import { staffByEmail } from './staff-service.ts'

const PURPOSE = 'staff-reset'
/** How long the link of a mail works, and that of a new account. */
const RESET_MINUTES = 30
const NEW_ACCOUNT = 7 * DAY

const insert = insertInto(staffVerifications)
const remove = deleteFrom(staffVerifications)
const removeOthers = statement((q) =>
  q
    .delete(staffVerifications)
    .where(and(eq(staffVerifications.identifier, PURPOSE), eq(staffVerifications.value, param('staffId')))),
)

const openRequest = query((q) =>
  q
    .select({ staffId: staff.id, name: staff.name, email: staff.email })
    .from(staffVerifications)
    .innerJoin(staff, eq(staff.id, staffVerifications.value))
    .where(
      and(
        eq(staffVerifications.id, param('id')),
        eq(staffVerifications.identifier, PURPOSE),
        gt(staffVerifications.expiresAt, param('now')),
        eq(staff.status, 'active'),
      ),
    ),
)

function newRequest(ctx: Pick<Context, 'newId' | 'now'>, staffId: string, lifetime: number) {
  const now = ctx.now()
  const id = ctx.newId('ver')
  const row = { id, identifier: PURPOSE, value: staffId, expiresAt: now + lifetime, createdAt: now, updatedAt: now }
  return { id, line: insert(row) }
}

/** The address at which a password is chosen, for a stored request. */
export const resetLink = (ctx: Pick<Context, 'settings'>, id: string) =>
  `${ctx.settings.publicUrl}/admin/password-reset/confirm?token=${oneTimeToken(ctx, PURPOSE, id)}`

/** The request with which a new member chooses a first password; for `resetLink`. */
export function newAccountReset(ctx: Context, staffId: string): { id: string; line: Statement } {
  return newRequest(ctx, staffId, NEW_ACCOUNT)
}

/** Asks for a new password. Known or not, the answer is the same and as much is written: a command. */
export async function requestStaffReset(ctx: Context, { email, language }: { email: string; language: string }) {
  const member = await staffByEmail(ctx, email)
  await run(ctx, {
    name: 'access.requestReset',
    plan: (commandId) => {
      if (member?.status !== 'active') return { statements: [], result: null }
      const { id, line } = newRequest(ctx, member.id, RESET_MINUTES * MINUTE)
      const data = { verificationId: id, language }
      const told = emit(ctx, staffResetRequested, { aggregate: member.id, data, commandId })
      return { statements: [removeOthers({ staffId: member.id }), line, told], result: null }
    },
  })
}

/** What the mail of a request says; undefined when it was used or is too old. */
export async function resetLetter(ctx: Context, verificationId: string) {
  const found = await ctx.db.get(openRequest, { id: verificationId, now: ctx.now() })
  return found === undefined ? undefined : { ...found, link: resetLink(ctx, verificationId), minutes: RESET_MINUTES }
}

/** Chooses a new password by the link of a mail; all sessions end. Throws `access.linkInvalid`. */
export async function confirmStaffReset(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const id = openToken(ctx, PURPOSE, token)
  const found = id === undefined ? undefined : await ctx.db.get(openRequest, { id, now: ctx.now() })
  if (id === undefined || found === undefined) {
    if ((await answered(ctx)) !== undefined) return
    throw problems.linkInvalid()
  }
  const hash = await hashPassword(password)
  await run(ctx, {
    name: 'access.confirmReset',
    plan: (commandId) => {
      const statements = [
        remove({ id }, { changes: 1, refuse: () => problems.linkInvalid() }),
        setPassword(ctx, found.staffId, hash),
        endSessions(found.staffId),
        audit(
          { ...ctx, actor: { ...system, kind: 'staff', id: found.staffId } },
          { action: 'access.resetPassword', subject: found.staffId, commandId },
        ),
      ]
      return { statements, result: null }
    },
  })
}
