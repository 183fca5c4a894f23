import { safeParse } from 'valibot'
import type { AnyChannel, Publication, Unmappable } from '../../channel.ts'
import type { Item } from '../../item.ts'
import type { ListingCause } from '../../model.ts'
import { attempt } from '../attempt.ts'
import { causeOf, issuesOf, issuesOfShape, wordsOfIssues } from '../issues.ts'
import type { LightRow } from '../listing-rows.ts'
import { shapeHash } from '../shape-hash.ts'
import { WITHDRAWN } from '../turn-to.ts'

/** What a listing needs so that the channel shows what it should. */
export type Decision =
  /** As it should be, waiting for the channel's word, or refused as it is: no call. */
  | { readonly do: 'nothing' }
  /** Ours is not fit for the channel. */
  | { readonly do: 'refuse'; readonly cause: ListingCause }
  | {
      readonly do: 'publish'
      readonly operation: Publication<unknown>['operation']
      readonly shape: unknown
      readonly hash: string
    }
  | { readonly do: 'withdraw'; readonly cause: ListingCause }
  /** It is not there, and is not to be: nobody wants it, or it is not for sale. */
  | { readonly do: 'rest'; readonly cause: ListingCause }

export interface Mapped {
  readonly shape?: unknown
  /** Of the shape. */
  readonly hash?: string
  readonly cause?: ListingCause
  /** Why it is not for sale, when it is not. */
  readonly off?: ListingCause
}

type Listings = NonNullable<AnyChannel['listings']>

/** The channel's shape of an item, or what is wrong with it. A mapping that throws is told as a fault of the plugin, of this item alone. */
export function mapItem(
  listings: Listings,
  item: Item,
  at: { readonly settings: unknown; readonly requirements: unknown },
): Mapped {
  const made = attempt(() => shaped(listings, listings.map(item, at)))
  return 'value' in made ? made.value : { cause: causeOf('mapping_failed', made.thrown) }
}

function shaped(listings: Listings, made: unknown): Mapped {
  if (isUnmappable(made)) {
    const issues = issuesOf(made.issues, listings.fields)
    return { cause: causeOf('invalid', wordsOfIssues(issues), issues) }
  }
  const parsed = listings.shape === undefined ? undefined : safeParse(listings.shape, made)
  if (parsed?.success === false) {
    const issues = issuesOfShape(parsed.issues, listings.fields)
    return { cause: causeOf('invalid', wordsOfIssues(issues), issues) }
  }
  const shape = parsed === undefined ? made : parsed.output
  const hash = attempt(() => shapeHash(shape))
  if ('value' in hash) return { shape, hash: hash.value }
  return { cause: causeOf('mapping_failed', `what the plugin made of it cannot be kept: ${hash.thrown}`) }
}

function isUnmappable(made: unknown): made is Unmappable {
  return typeof made === 'object' && made !== null && 'issues' in made && Array.isArray(made.issues)
}

/** Pure: what to do about one listing. */
export function decide(row: LightRow, mapped: Mapped): Decision {
  if (!row.isWanted) return offOf(row, causeOf('unlisted', 'it was taken off the channel'))
  if (mapped.off !== undefined) return offOf(row, mapped.off)
  if (mapped.cause !== undefined) return { do: 'refuse', cause: mapped.cause }
  const { hash = '' } = mapped
  if (hash === row.refusedHash) return { do: 'nothing' }
  // What the channel refused or took off, or what was not fit for a while, is told again though it was once confirmed.
  const isStanding = row.status !== 'rejected' && row.status !== 'invalid'
  if (row.isSent && hash === row.confirmedHash && row.sentHash === null && isStanding) return { do: 'nothing' }
  if (row.isSent && hash === row.sentHash) return { do: 'nothing' }
  return { do: 'publish', operation: row.isSent ? 'update' : 'create', shape: mapped.shape, hash }
}

/** What the channel refused to end so often that a person has to see to it is not asked for again. */
function offOf({ isSent, refusedHash }: LightRow, cause: ListingCause): Decision {
  if (!isSent) return { do: 'rest', cause }
  return refusedHash === WITHDRAWN ? { do: 'nothing' } : { do: 'withdraw', cause }
}
