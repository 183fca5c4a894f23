import { refused } from './refused.ts'

/** How Merchant API says no (google.rpc.Status). */
export const googleNo = (code: number, status: string, message: string) =>
  refused(code, { error: { code, status, message } })
