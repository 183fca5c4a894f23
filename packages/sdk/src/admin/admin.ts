import { admin as contract } from '@vitrine/core/contract/admin'
import { type ContractClient, contractClient } from '../contract-client.ts'
import { createSend, type SendSettings } from '../send.ts'
import { type Watch, watchOf } from '../watch.ts'

export interface AdminOptions extends Pick<SendSettings, 'fetch' | 'timeout' | 'retries' | 'onRequest' | 'onResponse'> {
  /** Address of the shop, without `/admin`; empty in a page of the shop itself. */
  readonly url: string
  /** A secret API key. Never in a browser. */
  readonly token?: string | undefined
  /** Session of a staff member: `true` in a page, which has it already; elsewhere the text of the Cookie header. */
  readonly cookie?: string | true | undefined
}

export type Admin = ContractClient<typeof contract> & {
  /** What happens in the shop, as it happens, everything included. */
  readonly watch: Watch
}

/**
 * A client of the back office: every endpoint of the admin contract by room and name.
 * @example await createAdmin({ url, token }).orders.get({ params: { id } })
 */
export function createAdmin({ url, token, cookie, ...settings }: AdminOptions): Admin {
  const send = createSend({
    ...settings,
    base: `${url.replace(/\/+$/, '')}/admin`,
    credentials: cookie === true ? 'include' : undefined,
    headers: {
      Authorization: token && `Bearer ${token}`,
      Cookie: typeof cookie === 'string' ? cookie : undefined,
    },
  })
  return { ...contractClient(contract, { send }), watch: watchOf(send) }
}
