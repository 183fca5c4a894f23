import { accessProblems, hashPassword, normalEmail, throttled, verifyPassword } from '../access/index.ts'
import { answered, type Context, run } from '../kernel/index.ts'
import { queueMail } from '../mail/index.ts'
import { LIFETIMES, linkOf, openLink, RESET_MINUTES } from './links.ts'
import {
  loginByCustomer,
  loginByEmail,
  loginByLink,
  newLink,
  passwordOf,
  removeLink,
  removeLinks,
  setPassword,
} from './logins.ts'
import { proveLogin } from './proof.ts'
import { endSessions, requireCustomer } from './sessions.ts'
import { mayMail, named } from './sign-up.ts'

/** Asks for a new password. Known or not, the answer is the same and as much is written: a command. */
export async function requestReset(ctx: Context, given: { readonly email: string }): Promise<void> {
  const email = normalEmail(given.email)
  const mayWrite = await mayMail(ctx, email)
  await run(ctx, {
    name: 'customers.requestReset',
    plan: async () => {
      const login = await ctx.db.get(loginByEmail, { email })
      if (login === undefined || !mayWrite) return { statements: [], result: null }
      const purpose = 'password-reset'
      const link = newLink(ctx, { loginId: login.id, purpose, lifetime: LIFETIMES[purpose] })
      const data = { ...named(login.firstName), link: linkOf(ctx, purpose, link.id), minutes: RESET_MINUTES }
      const mail = queueMail(ctx, { to: email, language: login.language, template: 'passwordReset', data })
      return { statements: [removeLinks(login.id), link.line, ...mail.statements], result: null }
    },
  })
}

/**
 * Chooses a new password by the link of a mail, which also proves the address. All sessions end.
 * Throws `access.linkInvalid`, `customers.identityTaken`.
 */
export async function confirmReset(
  ctx: Context,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const id = openLink(ctx, 'password-reset', token)
  const find = (link: string) => ctx.db.get(loginByLink, { id: link, purpose: 'password-reset', now: ctx.now() })
  if (id === undefined) throw accessProblems.linkInvalid()
  if ((await find(id)) === undefined) {
    if ((await answered(ctx)) !== undefined) return
    throw accessProblems.linkInvalid()
  }
  const hash = await hashPassword(password)
  await run(ctx, {
    name: 'customers.confirmReset',
    plan: async (commandId) => {
      const found = await find(id)
      if (found === undefined) throw accessProblems.linkInvalid()
      const { login } = found
      const proof = await proveLogin(ctx, login, commandId)
      const statements = [
        removeLink({ id }, { changes: 1, refuse: () => accessProblems.linkInvalid() }),
        ...proof.statements,
        removeLinks(login.id),
        setPassword(ctx, login.id, hash),
        endSessions(login.id),
      ]
      return { statements, result: proof.customerId }
    },
  })
}

/** Changes the own password; all sessions end, this one too. Throws `access.wrongCredentials`, `request.tooMany`. */
export async function changePassword(
  ctx: Context,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const login = await ctx.db.get(loginByCustomer, { customerId: requireCustomer(ctx) })
  if (login === undefined) throw accessProblems.wrongCredentials()
  await throttled(ctx, `customer/${login.email}`, async () => {
    const hash = (await ctx.db.get(passwordOf, { loginId: login.id }))?.hash
    if (hash === null || hash === undefined || !(await verifyPassword(hash, current)))
      throw accessProblems.wrongCredentials()
  })
  const hash = await hashPassword(next)
  await run(ctx, {
    name: 'customers.changePassword',
    plan: () => ({ statements: [setPassword(ctx, login.id, hash), endSessions(login.id)], result: null }),
  })
}
