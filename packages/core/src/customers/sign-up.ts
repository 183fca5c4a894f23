import { accessProblems, hashPassword, normalEmail } from '../access/index.ts'
import { type Context, HOUR, insertInto, run, type Statement, update } from '../kernel/index.ts'
import { mailsTo, queueMail } from '../mail/index.ts'
import { LIFETIMES, linkOf, openLink, signInLink, VERIFY_HOURS } from './links.ts'
import { type LoginRow, loginByEmail, loginByLink, newLink, removeLink, removeLinks, setPassword } from './logins.ts'
import { proveLogin } from './proof.ts'
import { logins } from './schema.ts'

const insertLogin = insertInto(logins)
const changeLogin = update(logins)

/** Mails of this kind that one address gets in an hour, whoever asks for them. */
const MOST_MAILS = 5

/** True while an address may get another mail that a stranger can ask for. */
export async function mayMail(ctx: Context, email: string): Promise<boolean> {
  return (await mailsTo(ctx, { to: email, since: ctx.now() - HOUR })) < MOST_MAILS
}

export interface SignUp {
  readonly email: string
  readonly password: string
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly language: string
}

/**
 * Begins an account, which works when its address is proved by the link of a mail. Whoever signs up last before the proof decides name and
 * password. For an address that has an account nothing changes, and its owner gets a mail; the answer and the work are the same.
 */
export async function signUp(ctx: Context, { password, ...given }: SignUp): Promise<void> {
  const email = normalEmail(given.email)
  const hash = await hashPassword(password)
  const mayWrite = await mayMail(ctx, email)
  await run(ctx, {
    name: 'customers.signUp',
    plan: async () => {
      const before = await ctx.db.get(loginByEmail, { email })
      if (before?.emailVerified === true)
        return { statements: mayWrite ? accountExists(ctx, before) : [], result: null }
      const { login, line } = pendingLogin(ctx, { ...given, email }, before)
      const statements = [line, setPassword(ctx, login.id, hash), ...(mayWrite ? verifyMail(ctx, login) : [])]
      return { statements, result: null }
    },
  })
}

type Pending = Pick<LoginRow, 'id' | 'email' | 'firstName' | 'language'>

function pendingLogin(
  ctx: Context,
  { email, firstName = '', lastName = '', language }: Omit<SignUp, 'password'>,
  before: LoginRow | undefined,
): { login: Pending; line: Statement } {
  const now = ctx.now()
  const name = `${firstName} ${lastName}`.trim()
  const values = { name, firstName, lastName, language, updatedAt: now }
  const id = before?.id ?? ctx.newId('lgn')
  const login = { id, email, firstName, language }
  if (before !== undefined)
    return { login, line: changeLogin({ id, emailVerified: false }, values, { changes: 1, refuse: () => 'stale' }) }
  return { login, line: insertLogin({ ...values, id, email, createdAt: now }, { refuse: () => 'stale' }) }
}

/** A new link, which takes the place of all earlier ones, and its mail. */
function verifyMail(ctx: Context, { id, email, firstName, language }: Pending): Statement[] {
  const link = newLink(ctx, { loginId: id, purpose: 'verify-email', lifetime: LIFETIMES['verify-email'] })
  const data = { ...named(firstName), link: linkOf(ctx, 'verify-email', link.id), hours: VERIFY_HOURS }
  const mail = queueMail(ctx, { to: email, language, template: 'verifyEmail', data })
  return [removeLinks(id), link.line, ...mail.statements]
}

function accountExists(ctx: Context, { email, firstName, language }: LoginRow): Statement[] {
  const data = { ...named(firstName), link: signInLink(ctx) }
  return queueMail(ctx, { to: email, language, template: 'accountExists', data }).statements
}

/** How a mail greets somebody who may not have given a name. */
export const named = (firstName: string) => (firstName === '' ? {} : { name: firstName })

/** Sends the link once more, if somebody waits for it. The answer is the same for everybody. */
export async function resendVerification(ctx: Context, given: { readonly email: string }): Promise<void> {
  const email = normalEmail(given.email)
  const mayWrite = await mayMail(ctx, email)
  await run(ctx, {
    name: 'customers.resendVerification',
    plan: async () => {
      const login = await ctx.db.get(loginByEmail, { email })
      const isWaiting = login !== undefined && !login.emailVerified && mayWrite
      return { statements: isWaiting ? verifyMail(ctx, login) : [], result: null }
    },
  })
}

/** Proves the address of a sign-up by the link of its mail; the id of the customer. Throws `access.linkInvalid`, `customers.identityTaken`. */
export async function verifyEmail(ctx: Context, token: string): Promise<string> {
  const id = openLink(ctx, 'verify-email', token)
  if (id === undefined) throw accessProblems.linkInvalid()
  const done = await run(ctx, {
    name: 'customers.verifyEmail',
    plan: async (commandId) => {
      const found = await ctx.db.get(loginByLink, { id, purpose: 'verify-email', now: ctx.now() })
      if (found === undefined) throw accessProblems.linkInvalid()
      const { customerId, statements } = await proveLogin(ctx, found.login, commandId)
      const used = removeLink({ id }, { changes: 1, refuse: () => accessProblems.linkInvalid() })
      return { statements: [used, ...statements], result: customerId }
    },
  })
  return done.result
}
