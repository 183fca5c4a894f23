import * as v from 'valibot'
import type { Api } from './api.ts'

const Account = v.object({ username: v.optional(v.string()), business_name: v.nullish(v.string()) })

/** Operation user_account/get. */
export async function whoAmI({ http, acting }: Api): Promise<{ readonly account: string }> {
  const { body } = await http.get('/user_account', { query: acting, output: Account, bucket: 'org_read' })
  return { account: body.business_name || body.username || 'Pinterest' }
}
