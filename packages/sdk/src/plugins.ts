import type { AnyContract, Contract, ProblemType } from '@vitrine/core/contract'
import type { EndpointsOf, ProblemsOf } from './contract.ts'
import { type ContractClient, contractClient } from './contract-client.ts'
import { turns } from './kept.ts'
import type { Send } from './send.ts'
import type { Remembered } from './session-send.ts'

/** What a plugin exports for clients: its contract under its id, without server code. */
export interface ContractPlugin<Id extends string = string, C extends AnyContract = AnyContract> {
  readonly id: Id
  readonly contract: C
  /** Codes of its own that endpoints of the core answer too, such as those of its claims. */
  readonly problems?: Readonly<Record<string, ProblemType>>
  readonly connect?: never
  /** Headers of the shop's answers that the session keeps and every later call carries: tokens of the plugin's own. */
  readonly remembers?: readonly Remembered[]
}

/** A client made by hand: `shop[id]` is what `connect` returns. */
export interface CustomPlugin<Id extends string = string, Client = unknown> {
  readonly id: Id
  /** `send` reaches every endpoint of the surface, with all that the client does for its own calls. */
  readonly connect: (send: Send) => Client
  readonly contract?: never
  readonly remembers?: never
}

export type ClientPlugin = ContractPlugin | CustomPlugin

/** What staff and keys may call, beside all others. */
type Inside = { readonly access: `${string}:${string}` | 'staff' }
type StoreOf<C> = { readonly [Name in keyof C as C[Name] extends Inside ? never : Name]: C[Name] }
type AdminOf<C> = { readonly [Name in keyof C as C[Name] extends Inside ? Name : never]: C[Name] }
type ContractOf<P> = P extends { readonly contract: infer C extends AnyContract } ? C : Record<never, never>

type Connected<P, C> = P extends { readonly connect: (send: Send) => infer Client } ? Client : ContractClient<C>

/** The clients of plugins by their ids. */
export type StorePlugins<Plugins extends readonly ClientPlugin[]> = {
  readonly [P in Plugins[number] as P['id']]: Connected<P, StoreOf<ContractOf<P>>>
}
export type AdminPlugins<Plugins extends readonly ClientPlugin[]> = {
  readonly [P in Plugins[number] as P['id']]: Connected<P, AdminOf<ContractOf<P>>>
}

type OwnProblems<P> = P extends { readonly problems: infer Own }
  ? { readonly problems: readonly Own[keyof Own][] }
  : never

interface Disabled {
  /** The plugin is turned off. */
  readonly 'plugins.disabled': Record<never, never>
}

/** Codes of the plugins and of their endpoints, with the type of their extras. */
export type PluginProblems<Plugins extends readonly ClientPlugin[]> = ProblemsOf<
  { [P in Plugins[number] as P['id']]: EndpointsOf<ContractOf<P>> | OwnProblems<P> }[Plugins[number]['id']]
> &
  Disabled

export function connect(plugins: readonly ClientPlugin[] = [], send: Send): Record<string, unknown> {
  return Object.fromEntries(plugins.map((plugin) => [plugin.id, clientOf(plugin, send)]))
}

function clientOf({ id, contract, connect, remembers }: ClientPlugin, send: Send): unknown {
  if (connect) return connect(send)
  return contractClient(contract as Contract, { send: remembers ? oneByOne(send) : send, prefix: `/${id}` })
}

/** Two writes at once that both have no token yet would get one each, and one would be lost. */
function oneByOne(send: Send): Send {
  const inTurn = turns()
  return (outgoing, options) => {
    const work = () => send(outgoing, options)
    return outgoing.method === 'GET' ? work() : inTurn(work)
  }
}

/** The headers that some plugin wants to have remembered. */
export function rememberedBy(plugins: readonly ClientPlugin[] = []): readonly Remembered[] {
  return plugins.flatMap(({ remembers = [] }) => remembers)
}
