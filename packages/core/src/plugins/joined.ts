import type { Caller, Context, Contract, Joining } from '../kernel/index.ts'
import type { RefuseForeign } from './own-tables.ts'

/** Puts what joins a call into its context. */
export type Join = (ctx: Context) => Context

type Call = (input?: { readonly also?: Joining['lines'] }) => Promise<unknown>

/** The plugin whose lines join. */
export interface Joins {
  readonly id: string
  readonly refuseForeign: RefuseForeign
}

/**
 * The endpoints of a room, whose commands take lines of the plugin along when the call has `also`: what the room does and what the plugin
 * keeps about it happen together or not at all. Only the first command of the endpoint does; an endpoint that runs none is refused.
 */
export function joined({ id, refuseForeign }: Joins, make: (join: Join) => Caller<Contract>): Caller<Contract> {
  const usual = make((ctx) => ctx) as Readonly<Record<string, Call>>
  const calls = Object.keys(usual).map((name): [string, Call] => [
    name,
    async ({ also, ...input } = {}) => {
      if (also === undefined) return usual[name]?.(input)
      const joining = joiningOf(refuseForeign, also)
      const joins = make((ctx) => ({ ...ctx, request: { ...ctx.request, also: joining } })) as typeof usual
      const answer = await joins[name]?.(input)
      if (!joining.isTaken) throw new TypeError(`${name} changes nothing that the lines of ${id} could join`)
      return answer
    },
  ])
  return Object.fromEntries(calls) as unknown as Caller<Contract>
}

function joiningOf(refuseForeign: RefuseForeign, also: Joining['lines']): Joining {
  return {
    isTaken: false,
    async lines(commandId, result) {
      const lines = await also(commandId, result)
      refuseForeign(lines)
      return lines
    },
  }
}
