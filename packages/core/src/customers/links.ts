import { oneTimeToken, openToken } from '../access/index.ts'
import { type Context, extensionPoint, HOUR, MINUTE } from '../kernel/index.ts'
import type { LinkPurpose } from './logins.ts'

export const VERIFY_HOURS = 24
export const RESET_MINUTES = 30

export const LIFETIMES: Record<LinkPurpose, number> = {
  'verify-email': VERIFY_HOURS * HOUR,
  'password-reset': RESET_MINUTES * MINUTE,
}

/** Where the links of mails lead, as paths below the public address; the token is added as `?token=`. */
export interface CustomerPages {
  readonly verifyEmail: string
  readonly resetPassword: string
  readonly signIn: string
}

/** A storefront with pages of its own contributes them; the last contribution wins. */
export const customerPages = extensionPoint<CustomerPages>('customers.pages')

const OWN: CustomerPages = {
  verifyEmail: '/store/customers/verify-email/confirm',
  resetPassword: '/store/customers/password-reset/confirm',
  signIn: '/',
}

function pagesOf(ctx: Pick<Context, 'extensions'>): CustomerPages {
  return ctx.extensions.of(customerPages).at(-1) ?? OWN
}

const tokenPurpose = (purpose: LinkPurpose) => `customer/${purpose}`

/** The address in the mail of a stored link. */
export function linkOf(ctx: Context, purpose: LinkPurpose, id: string): string {
  const { verifyEmail, resetPassword } = pagesOf(ctx)
  const path = purpose === 'verify-email' ? verifyEmail : resetPassword
  return `${ctx.settings.publicUrl}${path}?token=${oneTimeToken(ctx, tokenPurpose(purpose), id)}`
}

export function signInLink(ctx: Context): string {
  return `${ctx.settings.publicUrl}${pagesOf(ctx).signIn}`
}

/** The id of the stored link inside a token that we made for this purpose. */
export function openLink(ctx: Context, purpose: LinkPurpose, token: string): string | undefined {
  return openToken(ctx, tokenPurpose(purpose), token)
}
