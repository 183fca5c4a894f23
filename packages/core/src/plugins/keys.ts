import type { CartAdjuster } from '../carts/index.ts'
import type { DeliveryAsked, DeliveryOption, DeliveryQuoter } from '../delivery/index.ts'
import type { EventType, RecordedEvent, SubscriptionOptions } from '../events/index.ts'
import type { ActionItem, Answer, Call, Context, Order } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'

/** What happens when an event was committed: a function, or one with the settings of its subscription. */
export type Hears<Data, S> =
  | Hearing<Data, S>
  | (Omit<SubscriptionOptions<Data>, 'name' | 'run'> & { readonly run: Hearing<Data, S> })
type Hearing<Data, S> = (event: RecordedEvent<Data>, scope: S) => Promise<void> | void

/** The same for an event that is no core's: the value itself, as its plugin exports it, tells what is in it. */
export interface HearsValue<Data, S> extends Omit<SubscriptionOptions<Data>, 'name' | 'run'> {
  readonly event: EventType<Data>
  readonly run: Hearing<Data, S>
}

/** Buyers come through a channel and are in a market. */
type ContextOf<E> = E extends { readonly access: `${string}:${string}` | 'staff' } ? Context : StoreContext

/** An object, not a function that makes one, so that a mistake is told at its own line. Its type is for handlers that lie in files of their own. */
export type PluginHandlers<C, S> = {
  readonly [Name in keyof C]: (
    call: Call<C[Name], ContextOf<C[Name]>>,
    scope: S,
  ) => Promise<Answer<C[Name]>> | Answer<C[Name]>
}

/** A value that goes through all filters of its kind; `load` may read, `run` is pure. */
export type CartFilter = Omit<CartAdjuster, 'name'> & { readonly order?: Order }

/** A say about some ways of delivery: their price, places and times, or null where they cannot be had. */
export interface Delivers<S> extends Pick<DeliveryQuoter, 'types'> {
  readonly quote: (
    asked: DeliveryAsked & { readonly ctx: StoreContext },
    scope: S,
  ) => Promise<DeliveryOption | null> | DeliveryOption | null
}

/** A part of the back office that shows an endpoint of the plugin. */
interface Panel<C> {
  readonly at: 'home' | 'product' | 'order' | 'customer' | 'cart' | 'settings'
  readonly title: string
  readonly show: keyof C & string
}

/** Something that waits for a person; `id` is stable within the plugin. */
type Waiting = Omit<ActionItem, 'plugin'>

export interface InBackOffice<C, S> {
  readonly panels?: readonly Panel<C>[]
  /** What waits for a person now; asked when somebody looks. */
  readonly actionItems?: (scope: S) => Promise<readonly Waiting[]>
}
