import { isKept, picker } from './answer.ts'
import type { Context } from './context.ts'
import type { Contract, Endpoint, Input, Output } from './contract.ts'
import { parsePart } from './input.ts'
import type { Handler, Handlers, Http } from './mount.ts'

/** A contract called in process: same parsing, same handlers, same types, no HTTP. JSON endpoints only. */
export type Caller<C> = {
  readonly [Name in keyof C as C[Name] extends { kind: 'json' } ? Name : never]: (
    input: Input<C[Name]>,
  ) => Promise<Output<C[Name]>>
}

interface Parts {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

export function caller<const C extends Contract, Ctx extends Context>(
  contract: C,
  handlers: Handlers<C, Ctx>,
  context: (endpoint: Endpoint) => Ctx | Promise<Ctx>,
): Caller<C> {
  const calls = Object.entries(contract).filter(([, endpoint]) => endpoint.kind === 'json')
  return Object.fromEntries(
    calls.map(([name, endpoint]) => [
      name,
      callOf(endpoint, handlers[name as keyof C] as unknown as Handler<Endpoint, Ctx>, context),
    ]),
  ) as unknown as Caller<C>
}

function callOf<Ctx extends Context>(
  endpoint: Endpoint,
  handler: Handler<Endpoint, Ctx>,
  context: (endpoint: Endpoint) => Ctx | Promise<Ctx>,
) {
  const pick = picker(endpoint.output)
  const call = handler as unknown as (call: unknown) => Promise<unknown>
  return async ({ params = {}, query = {}, body }: Parts = {}): Promise<unknown> => {
    const result = await call({
      ctx: await context(endpoint),
      params,
      query: endpoint.query === undefined ? {} : parsePart('query', endpoint.query, query),
      body: endpoint.body === undefined ? undefined : parsePart('body', endpoint.body, body),
      http: noHttp(),
    })
    return isKept(result) ? JSON.parse(result.json) : pick(result)
  }
}

function noHttp(): Http {
  return {
    requestId: 'req_in_process',
    address: 'in process',
    request: new Request('http://in.process/'),
    header: () => undefined,
    set: () => undefined,
    status: () => undefined,
  }
}
