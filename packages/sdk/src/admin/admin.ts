import { admin as contract } from '@vitrine/core/contract/admin'
import { type ContractClient, contractClient } from '../contract-client.ts'
import { type AdminPlugins, type ClientPlugin, connect, type PluginProblems } from '../plugins.ts'
import { guard, type ProblemGuard } from '../problem.ts'
import { createSend, type SendSettings } from '../send.ts'
import { type Watch, watchOf } from '../watch.ts'
import type { AdminProblems } from './problems.ts'

export interface AdminOptions<Plugins extends readonly ClientPlugin[] = readonly []>
  extends Pick<SendSettings, 'fetch' | 'timeout' | 'retries' | 'onRequest' | 'onResponse'> {
  /** Address of the shop, without `/admin`; empty in a page of the shop itself. */
  readonly url: string
  /** A secret API key. Never in a browser. */
  readonly token?: string | undefined
  /** Session of a staff member: `true` in a page, which has it already; elsewhere the text of the Cookie header. */
  readonly cookie?: string | true | undefined
  /** What plugins export for clients: `plugins: [loyaltyClient]` makes `admin.loyalty`. */
  readonly plugins?: Plugins
}

export type Admin<Plugins extends readonly ClientPlugin[] = readonly []> = AdminCore &
  AdminPlugins<Plugins> & {
    /** As the function of this name, and it knows the codes of the plugins too. */
    readonly isProblem: ProblemGuard<AdminProblems & PluginProblems<Plugins>>
  }

type AdminCore = ContractClient<typeof contract> & {
  /** What happens in the shop, as it happens, everything included. */
  readonly watch: Watch
}

/**
 * A client of the back office: every endpoint of the admin contract by room and name.
 * @example await createAdmin({ url, token }).orders.get({ params: { id } })
 */
export function createAdmin<const Plugins extends readonly ClientPlugin[] = readonly []>({
  url,
  token,
  cookie,
  plugins,
  ...settings
}: AdminOptions<Plugins>): Admin<Plugins> {
  const send = createSend({
    ...settings,
    base: `${url.replace(/\/+$/, '')}/admin`,
    credentials: cookie === true ? 'include' : undefined,
    headers: {
      Authorization: token && `Bearer ${token}`,
      Cookie: typeof cookie === 'string' ? cookie : undefined,
    },
  })
  return {
    ...(connect(plugins, send) as AdminPlugins<Plugins>),
    ...contractClient(contract, { send }),
    watch: watchOf(send),
    isProblem: guard as Admin<Plugins>['isProblem'],
  }
}
