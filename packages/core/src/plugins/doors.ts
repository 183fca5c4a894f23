import { allows } from '../access/index.ts'
import { admin } from '../contract/admin.ts'
import { type Caller, type Context, type Contract, caller, type Endpoint, type Room } from '../kernel/index.ts'
import type { AnyDefinition } from './definition.ts'
import { type Join, joined } from './joined.ts'
import type { RefuseForeign } from './own-tables.ts'
import { problems } from './problems.ts'

/** The rooms of the core for one plugin, acting in this context. */
export type MakeDoors = (
  ctx: Context,
  plugin: AnyDefinition,
  refuseForeign: RefuseForeign,
) => Readonly<Record<string, Caller<Contract>>>

/** Doors are the admin endpoints called in process, as far as the plugin declared their scopes; each room is made when it is asked for. */
export function doorsOf(rooms: readonly Room[]): MakeDoors {
  return (ctx, { id, needs = [] }, refuseForeign) => {
    const actor = { kind: 'plugin', id, scopes: needs } as const
    const declared = (endpoint: Endpoint, join: Join) => {
      if (!allows(needs, endpoint.access))
        throw problems.notDeclared({
          detail: `The plugin ${id} calls ${endpoint.method} /admin${endpoint.path}, which needs ${endpoint.access}.`,
          hint: `Add '${endpoint.access}' to its \`needs\`.`,
        })
      return join({ ...ctx, actor })
    }
    return new Proxy({} as Record<string, Caller<Contract>>, {
      get(made, name: string) {
        made[name] ??= joined({ id, refuseForeign }, (join) =>
          roomOf(rooms, name, (endpoint) => declared(endpoint, join)),
        )
        return made[name]
      },
    })
  }
}

function roomOf(rooms: readonly Room[], name: string, context: (endpoint: Endpoint) => Context): Caller<Contract> {
  const contract = (admin as Readonly<Record<string, Contract>>)[name]
  const mounted = rooms.flatMap(({ mounts = [] }) => mounts).find((mount) => mount.contract === contract)
  if (contract === undefined || mounted === undefined) throw new TypeError(`the core has no room ${name}`)
  return caller(contract, mounted.handlers, context)
}
