import type { Endpoint, Input, Output } from '@vitrine/core/contract'
import type { CallOptions, Outgoing, Send } from './send.ts'

type Upload = NonNullable<RequestInit['body']>

/** A file is sent as it is: bytes, a Blob, a stream (which can't be repeated). */
type InputOf<E> = E extends { readonly kind: 'file'; readonly method: 'POST' }
  ? Omit<Input<E>, 'body'> & { readonly body: Upload; readonly type?: string }
  : Input<E>

type ResultOf<E extends Endpoint> = E['kind'] extends 'text'
  ? string
  : E extends { readonly output: unknown }
    ? Output<E>
    : E['kind'] extends 'json'
      ? undefined
      : Response

type EndpointCall<E extends Endpoint> =
  Record<never, never> extends InputOf<E>
    ? (input?: InputOf<E>, options?: CallOptions) => Promise<ResultOf<E>>
    : (input: InputOf<E>, options?: CallOptions) => Promise<ResultOf<E>>

/** Endpoints of a contract as functions under their names; what is no request and answer (streams, webhooks) is left out. */
export type ContractClient<C> = {
  readonly [Name in keyof C as C[Name] extends { readonly kind: 'events' | 'raw' }
    ? never
    : Name]: C[Name] extends Endpoint ? EndpointCall<C[Name]> : ContractClient<C[Name]>
}

/**
 * The client of a contract, such as a plugin's, below `prefix`.
 * @example const tickets = contractClient(contract, { send, prefix: '/tickets' })
 */
export function contractClient<const C extends object>(
  contract: C,
  { send, prefix = '' }: { readonly send: Send; readonly prefix?: string },
): ContractClient<C> {
  const calls = Object.entries(contract).map(([name, entry]: [string, Endpoint | object]) => [
    name,
    isEndpoint(entry) ? callOf(entry, send, prefix) : contractClient(entry, { send, prefix }),
  ])
  return Object.fromEntries(calls) as ContractClient<C>
}

function isEndpoint(entry: Endpoint | object): entry is Endpoint {
  return 'kind' in entry && 'path' in entry && typeof entry.path === 'string'
}

function callOf({ kind, method, path, output }: Endpoint, send: Send, prefix: string) {
  const isUpload = kind === 'file' && method === 'POST'
  const isRaw = kind !== 'json' && output === undefined
  return async (input: Partial<Outgoing> = {}, options?: CallOptions): Promise<unknown> => {
    const type = isUpload ? (input.type ?? 'application/octet-stream') : undefined
    const result = await send({ ...input, method, path: prefix + path, type, isRaw }, options)
    return kind === 'text' ? (result as Response).text() : result
  }
}
