/** What a channel says against an item. */
export interface Issue {
  /** An error stops the listing, a warning does not. */
  readonly severity: 'error' | 'warning'
  readonly code: string
  /** The channel's own words. */
  readonly message: string
  /** The channel's name of the field; `listings.fields` translates it into ours. */
  readonly field?: string
}

/**
 * What a channel said of one entry of a call. Accepted is not live: only the channel's own report makes a listing live, be it at once, by a
 * receipt that is polled, or by being read back.
 */
export type Acknowledgement = { readonly key: string } & (
  | {
      readonly outcome: 'live'
      readonly externalId?: string
      readonly issues?: readonly Issue[]
      /** Where buyers see it. */
      readonly url?: string
    }
  | { readonly outcome: 'accepted'; readonly externalId?: string; readonly issues?: readonly Issue[] }
  | { readonly outcome: 'pending'; readonly receipt: string; readonly externalId?: string }
  | { readonly outcome: 'rejected'; readonly issues: readonly Issue[] }
  /** There is no such item (any more): it is made anew when it is wanted. */
  | { readonly outcome: 'missing' }
  /** This one may be tried again: the rest of the batch went through. */
  | { readonly outcome: 'again'; readonly message: string }
)

/** What a channel shows now under a key or an id of its own; what it does not tell is left out. */
export interface Observation<Shape = unknown> {
  readonly key: string
  readonly externalId?: string
  readonly status: 'live' | 'pending' | 'rejected' | 'ended' | 'missing'
  /** The parts of the shape that the channel gives back, for finding drift. */
  readonly shape?: Partial<Shape>
  readonly quantity?: number
  /** Minor units; null when it shows none. */
  readonly price?: number | null
  readonly issues?: readonly Issue[]
  /** Where buyers see it. */
  readonly url?: string
  /** It is right, and will be forgotten soon unless it is sent again: on channels whose items end by themselves. */
  readonly isEnding?: boolean
}

/** What became of a receipt. */
export type ReceiptOutcome = { readonly receipt: string } & (
  | { readonly status: 'working' }
  | {
      readonly status: 'done'
      readonly acknowledgements: readonly Acknowledgement[]
      /** What the channel's silence means for entries that it does not name: many tell faults only. */
      readonly others?: 'live' | 'accepted'
    }
  /** The whole batch failed at the channel and is sent again. */
  | { readonly status: 'failed'; readonly message: string }
)

/** What became of a command to a channel. */
export type CommandOutcome =
  | { readonly outcome: 'done'; readonly externalId?: string }
  | { readonly outcome: 'pending'; readonly receipt: string; readonly externalId?: string }
  | { readonly outcome: 'refused'; readonly issues: readonly Issue[] }

/** Money that a channel shows as given back, or as on its way. */
export interface GivenBack {
  /** The channel's id of it. */
  readonly id: string
  /** Minor units; left out when the channel does not tell of which order it is, or how much. */
  readonly amount?: number
  readonly outcome: CommandOutcome
}
