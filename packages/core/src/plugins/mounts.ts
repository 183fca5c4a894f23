import {
  type Context,
  type Contract,
  type Endpoint,
  type Handlers,
  isOn,
  type Mountable,
  type Switch,
} from '../kernel/index.ts'
import type { AnyDefinition, AnyScope } from './definition.ts'
import { problems } from './problems.ts'

/** Opens the scope of a plugin for one piece of its work. */
export type InScope = (ctx: Context) => AnyScope

/** Endpoints for anybody and for buyers are below `/store/<id>`, those with a scope below `/admin/<id>`. */
export function mountsOf({ id, contract = {}, handlers }: AnyDefinition, scoped: InScope, power: Switch): Mountable[] {
  const all = Object.entries(contract)
  const own = handlersOf({ id, contract, handlers, power }, scoped)
  return (['store', 'admin'] as const).flatMap((surface) => {
    const entries = all.filter(([, endpoint]) => surfaceOf(endpoint) === surface)
    if (entries.length === 0) return []
    const mounted = Object.fromEntries(entries.map(([name, endpoint]) => [name, mountedAt(id, endpoint)]))
    return [{ surface, contract: mounted, handlers: own }]
  })
}

export function surfaceOf({ access }: Endpoint): 'store' | 'admin' {
  return access === 'public' || access === 'customer' ? 'store' : 'admin'
}

function mountedAt(id: string, endpoint: Endpoint): Endpoint {
  return { ...endpoint, path: `/${id}${endpoint.path}`, problems: [...(endpoint.problems ?? []), problems.disabled] }
}

interface Handled {
  readonly id: string
  readonly contract: Contract
  readonly handlers: AnyDefinition['handlers']
  readonly power: Switch
}

function handlersOf({ id, contract, handlers: own, power }: Handled, scoped: InScope): Handlers<Contract, Context> {
  const all = Object.keys(contract).map((name) => {
    const handler = own?.[name]
    if (handler === undefined) throw new TypeError(`nobody handles the endpoint ${name}`)
    const handle = (call: { readonly ctx: Context }) => {
      if (!isOn(power)) throw disabled(id)
      return handler(call as never, scoped(call.ctx))
    }
    return [name, handle] as const
  })
  return Object.fromEntries(all) as unknown as Handlers<Contract, Context>
}

function disabled(id: string) {
  return problems.disabled({
    detail: `The plugin ${id} is disabled.`,
    hint: `Staff enable it: POST /admin/plugins/${id}/enable.`,
  })
}
