import * as v from 'valibot'
import type { Api } from './api.ts'

const Account = v.object({
  id: v.optional(v.string()),
  username: v.optional(v.string()),
  business_name: v.nullish(v.string()),
})

async function readAccount({ http, acting }: Api) {
  return (await http.get('/user_account', { query: acting, output: Account, bucket: 'org_read' })).body
}

/** Operation user_account/get. */
export async function whoAmI(api: Api): Promise<{ readonly account: string }> {
  const { business_name, username } = await readAccount(api)
  return { account: business_name || username || 'Pinterest' }
}

/** Items are those of one catalogue in one country and language. */
export async function identityOf(api: Api): Promise<string | undefined> {
  const { id, username } = await readAccount(api)
  const { environment, catalogId, country, locale } = api.settings
  const account = id ?? username
  return account === undefined ? undefined : [environment, account, catalogId ?? '', country, locale].join(' ')
}
