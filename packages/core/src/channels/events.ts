import { defineEvent } from '../events/index.ts'

/** An account was connected, changed, confirmed, paused, resumed or taken away; what it is now is read. */
export const connectionChanged = defineEvent<{ readonly connectionId: string; readonly channel: string }>(
  'connection.changed',
)

export interface ListingFact {
  readonly listingId: string
  readonly connectionId: string
  readonly productId: string
}

/** The channel itself says that it shows it. */
export const listingLive = defineEvent<ListingFact>('listing.live')
/** Ours is not fit for the channel; nothing was sent. */
export const listingInvalid = defineEvent<ListingFact>('listing.invalid')
export const listingRejected = defineEvent<ListingFact>('listing.rejected')
/** Somebody changed it on the channel. */
export const listingDrifted = defineEvent<ListingFact>('listing.drifted')
export const listingEnded = defineEvent<ListingFact>('listing.ended')

export interface IntakeFact {
  readonly connectionId: string
  readonly externalId: string
}

/** An order of a channel could not be taken in by itself. */
export const channelOrderParked = defineEvent<IntakeFact>('channelOrder.parked')
