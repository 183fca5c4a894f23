import type { Input, Output, ProblemType, requestProblems } from '@vitrine/core/contract'
import type { store } from '@vitrine/core/contract/store'
import type { CallOptions } from './send.ts'

/*
 * What the contract of the store says, looked up by `METHOD /path`. That text is all that is left at run time,
 * and it does not compile unless the contract has such an endpoint.
 */

/** All endpoints of a record of rooms, as a union. */
export type EndpointsOf<Rooms> = Rooms extends { readonly kind: string; readonly path: string }
  ? Rooms
  : { [Name in keyof Rooms]: EndpointsOf<Rooms[Name]> }[keyof Rooms]

type Endpoint = EndpointsOf<typeof store>

/** Every endpoint of the store by its line, such as `GET /products/:handle`. */
export type Lines = { readonly [E in Endpoint as `${E['method']} ${E['path']}`]: E }

/** A line whose answer is JSON. */
export type Line = { [L in keyof Lines]: Lines[L] extends { kind: 'json' } ? L : never }[keyof Lines]

export type InputOf<L extends keyof Lines> = Input<Lines[L]>
export type OutputOf<L extends keyof Lines> = Output<Lines[L]>
export type QueryOf<L extends keyof Lines> = NonNullable<InputOf<L>['query']>
export type BodyOf<L extends keyof Lines> = InputOf<L> extends { readonly body: infer Body } ? Body : never
export type ItemOf<L extends keyof Lines> = OutputOf<L> extends { items: (infer Item)[] } ? Item : never

/** Input is optional where the endpoint needs nothing. */
export type Arguments<E> =
  Record<never, never> extends Input<E>
    ? [input?: Input<E>, options?: CallOptions]
    : [input: Input<E>, options?: CallOptions]

/** Calls any JSON endpoint of the store: `call('GET /products/:handle', { params: { handle } })`. */
export type Call = <L extends Line>(line: L, ...rest: Arguments<Lines[L]>) => Promise<OutputOf<L>>

/** The two parts of a line that the contract has. */
export function partsOf(line: keyof Lines): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = line.split(' ')
  return { method, path }
}

type DeclaredBy<E> = E extends { readonly problems: readonly (infer P)[] } ? P : never
type Code<P> = P extends { readonly code: infer C extends string } ? C : never
type Extra<P> = P extends (init?: infer Init) => unknown
  ? NonNullable<Init> extends { readonly extra: infer X }
    ? X
    : Record<never, never>
  : never

/** Codes that endpoints declare, with the type of their extras. */
export type ProblemsOf<E> = {
  readonly [P in Extract<
    DeclaredBy<E> | (typeof requestProblems)[keyof typeof requestProblems],
    ProblemType
  > as Code<P>]: Extra<P>
}

type NextAction = NonNullable<OutputOf<'POST /carts/:id/payment'>['nextAction']>

/** Problems that the client finds by itself. */
export interface ClientProblems {
  /** No answer came; the cause is in `cause`. */
  readonly 'client.network': Record<never, never>
  /** The call took longer than `timeout`. */
  readonly 'client.timeout': Record<never, never>
  /** The answer is not one of a Vitrine shop: the wrong `url`, or something in between answered. */
  readonly 'client.unexpected': Record<never, never>
  /** A value that cannot be sent, such as an empty id. */
  readonly 'client.invalid': Record<never, never>
  /** There is no cart yet. */
  readonly 'client.noCart': Record<never, never>
  /** Nothing delivers this cart. */
  readonly 'client.noDelivery': Record<never, never>
  /** The buyer has something to do before the payment is decided. */
  readonly 'client.actionRequired': { readonly nextAction: NextAction }
}

/** All problems of the store by code. */
export type StoreProblems = ProblemsOf<Endpoint> & ClientProblems
