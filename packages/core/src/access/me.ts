import { and, eq } from 'drizzle-orm'
import { type Context, param, query, run } from '../kernel/index.ts'
import { getApiKey } from './api-keys.ts'
import { audit } from './audit.ts'
import { problems } from './problems.ts'
import { scopesOf } from './roles.ts'
import { staffAccounts } from './schema.ts'
import { hashPassword, verifyPassword } from './sign-in.ts'
import { endSessions, setPassword } from './staff-accounts.ts'
import { getStaff } from './staff-service.ts'
import { throttled } from './throttle.ts'

/** Who calls, as the caller may know himself. */
export async function whoAmI(ctx: Context) {
  const { kind, id, scopes } = ctx.actor
  if (kind === 'staff' && id !== null) {
    const row = await getStaff(ctx, id)
    return { kind, id, name: row.name, email: row.email, role: row.role, scopes: scopesOf(row) }
  }
  const name = kind === 'key' && id !== null ? (await getApiKey(ctx, id)).name : kind
  return { kind, id, name, email: null, role: null, scopes: [...scopes] }
}

const passwordOf = query((q) =>
  q
    .select({ hash: staffAccounts.password })
    .from(staffAccounts)
    .where(and(eq(staffAccounts.userId, param('id')), eq(staffAccounts.providerId, 'credential'))),
)

/** Changes the own password; all sessions end, this one too. Throws `access.wrongCredentials`, `request.tooMany`. */
export async function changePassword(
  ctx: Context,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const { kind, id } = ctx.actor
  if (kind !== 'staff' || id === null) throw problems.wrongCredentials({ detail: 'Only staff have a password.' })
  const { email } = await getStaff(ctx, id)
  await throttled(ctx, `staff/${email}`, async () => {
    const hash = (await ctx.db.get(passwordOf, { id }))?.hash
    if (hash === null || hash === undefined || !(await verifyPassword(hash, current))) throw problems.wrongCredentials()
  })
  const hash = await hashPassword(next)
  await run(ctx, {
    name: 'access.changePassword',
    plan: (commandId) => ({
      statements: [
        setPassword(ctx, id, hash),
        endSessions(id),
        audit(ctx, { action: 'access.changePassword', subject: id, commandId }),
      ],
      result: null,
    }),
  })
}
