import { admin as adminContract } from './contract/admin.ts'
import { store as storeContract } from './contract/store.ts'
import {
  type App,
  anonymous,
  type Caller,
  type Context,
  type Contract,
  caller,
  type Http,
  type Room,
  systemContext,
} from './kernel/index.ts'
import { resolveStore, type StoreContext } from './markets/index.ts'

type Calls<Surface> = { readonly [Name in keyof Surface]: Caller<Surface[Name]> }

/** The store's endpoints called in process, as an anonymous buyer: same parsing, same handlers, no HTTP. */
export type StoreCalls = Calls<typeof storeContract>

/** The admin's endpoints called in process, with every right. */
export type AdminCalls = Calls<typeof adminContract>

/** An anonymous buyer, where the headers say. */
export function anonymousBuyer(core: App, http: Http): Promise<StoreContext> {
  return resolveStore(systemContext(core, anonymous), {
    market: http.header('Vitrine-Market'),
    currency: http.header('Vitrine-Currency'),
    language: http.header('Accept-Language'),
    channel: http.header('Vitrine-Channel'),
  })
}

export function storeCalls(core: App, rooms: readonly Room[]): StoreCalls {
  return callsOf(storeContract, rooms, (_, http) => anonymousBuyer(core, http)) as StoreCalls
}

export function adminCalls(core: App, rooms: readonly Room[]): AdminCalls {
  return callsOf(adminContract, rooms, () => systemContext(core)) as AdminCalls
}

function callsOf(
  surface: Readonly<Record<string, Contract>>,
  rooms: readonly Room[],
  context: (endpoint: unknown, http: Http) => Context | Promise<Context>,
): Record<string, unknown> {
  const mounts = rooms.flatMap(({ mounts: own = [] }) => own)
  const calls = Object.entries(surface).map(([name, contract]) => {
    const found = mounts.find((mounted) => mounted.contract === contract)
    if (found === undefined) throw new Error(`nobody handles the contract ${name}`)
    return [name, caller(contract, found.handlers, context)] as const
  })
  return Object.fromEntries(calls)
}
