import type { World } from './world.ts'

/** What a channel or its platform must have for a case: a key of the channel, or something that people can do there. */
export type Needed =
  | 'publish'
  | 'observe'
  | 'browse'
  | 'stock'
  | 'prices'
  | 'orders'
  | 'oauth'
  | 'edit'
  | 'remove'
  | 'revokeTokens'
  | 'order'
  | 'cancel'
  | 'heard'
  | 'ship'
  | 'refusal'

type Run = (world: World) => Promise<void>

/** Cases by their names. */
export type Cases = Readonly<
  Record<string, Run | { readonly needs?: readonly Needed[]; readonly isConfirmed?: boolean; readonly run: Run }>
>
