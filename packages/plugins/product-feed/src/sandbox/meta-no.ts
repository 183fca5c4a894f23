import { refused } from './refused.ts'

/** How the Graph API says no. */
export const metaNo = (status: number, code: number, message: string) =>
  refused(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'sandbox' } })
