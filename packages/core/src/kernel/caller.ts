import { isKept, latePicker, textOf } from './answer.ts'
import type { Context } from './context.ts'
import type { Contract, Endpoint, Input, Output } from './contract.ts'
import { parsePart } from './input.ts'
import type { Handler, Handlers, Http } from './mount.ts'
import { parseQuery } from './query-string.ts'

/** A contract called in process: same parsing, same handlers, same types, no HTTP. JSON endpoints only. */
export type Caller<C> = {
  readonly [Name in keyof C as C[Name] extends { kind: 'json' } ? Name : never]: (
    input: CallInput<C[Name]>,
  ) => Promise<Output<C[Name]>>
}

/** The input of the endpoint, and headers where it reads some: a cart token, a market, an If-Match. */
export type CallInput<E> = Input<E> & { readonly headers?: Readonly<Record<string, string>> }

interface Parts {
  readonly params?: unknown
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export function caller<const C extends Contract, Ctx extends Context>(
  contract: C,
  handlers: Handlers<C, Ctx>,
  context: (endpoint: Endpoint, http: Http) => Ctx | Promise<Ctx>,
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
  context: (endpoint: Endpoint, http: Http) => Ctx | Promise<Ctx>,
) {
  const pick = latePicker(endpoint.output)
  const call = handler as unknown as (call: unknown) => Promise<unknown>
  return async ({ params = {}, query = {}, body, headers = {} }: Parts = {}): Promise<unknown> => {
    const http = noHttp(headers)
    const result = await call({
      ctx: await context(endpoint, http),
      params,
      query: parseQuery(endpoint, query),
      body: endpoint.body === undefined ? undefined : parsePart('body', endpoint.body, body),
      http,
    })
    return isKept(result) ? JSON.parse(textOf(result)) : pick(result)
  }
}

function noHttp(headers: Readonly<Record<string, string>>): Http {
  const request = new Request('http://in.process/', { headers })
  return {
    requestId: 'req_in_process',
    address: undefined,
    request,
    header: (name) => request.headers.get(name) ?? undefined,
    set: () => undefined,
    status: () => undefined,
  }
}
