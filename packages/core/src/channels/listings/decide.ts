import { safeParse } from 'valibot'
import type { AnyChannel, Publication, Unmappable } from '../channel.ts'
import type { Item } from '../item.ts'
import type { ListingCause } from '../model.ts'
import { causeOf, issuesOf, issuesOfShape, wordsOfIssues } from './issues.ts'
import type { LightRow } from './listing-rows.ts'
import { shapeHash } from './shape-hash.ts'

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
  /** It is neither there nor wanted. */
  | { readonly do: 'rest' }

export interface Mapped {
  readonly shape?: unknown
  readonly cause?: ListingCause
}

type Listings = NonNullable<AnyChannel['listings']>

/** The channel's shape of an item, or what is wrong with it. A mapping that throws is told as a fault of the plugin. */
export function mapItem(
  listings: Listings,
  item: Item,
  at: { readonly settings: unknown; readonly requirements: unknown },
): Mapped {
  const made = attempt(() => listings.map(item, at))
  if ('thrown' in made) return { cause: causeOf('mapping_failed', made.thrown) }
  if (isUnmappable(made.value)) {
    const issues = issuesOf(made.value.issues, listings.fields)
    return { cause: causeOf('invalid', wordsOfIssues(issues), issues) }
  }
  if (listings.shape === undefined) return { shape: made.value }
  const parsed = safeParse(listings.shape, made.value)
  if (parsed.success) return { shape: parsed.output }
  const issues = issuesOfShape(parsed.issues, listings.fields)
  return { cause: causeOf('invalid', wordsOfIssues(issues), issues) }
}

function attempt<T>(work: () => T): { value: T } | { thrown: string } {
  try {
    return { value: work() }
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : String(error) }
  }
}

function isUnmappable(made: unknown): made is Unmappable {
  return typeof made === 'object' && made !== null && 'issues' in made && Array.isArray(made.issues)
}

/** Pure: what to do about one listing. `mapped` is undefined when the item is not for sale any more. */
export function decide(row: LightRow, mapped: Mapped | undefined): Decision {
  if (!row.isWanted)
    return row.isSent ? { do: 'withdraw', cause: causeOf('unlisted', 'it was taken off the channel') } : { do: 'rest' }
  if (mapped === undefined)
    return row.isSent
      ? { do: 'withdraw', cause: causeOf('not_for_sale', 'it is not for sale any more') }
      : { do: 'rest' }
  if (mapped.cause !== undefined) return { do: 'refuse', cause: mapped.cause }
  const hash = shapeHash(mapped.shape)
  if (hash === row.refusedHash) return { do: 'nothing' }
  // What the channel refused or took off, or what was not fit for a while, is told again though it was once confirmed.
  const isStanding = row.status !== 'rejected' && row.status !== 'invalid'
  if (row.isSent && hash === row.confirmedHash && row.sentHash === null && isStanding) return { do: 'nothing' }
  if (row.isSent && hash === row.sentHash) return { do: 'nothing' }
  return { do: 'publish', operation: row.isSent ? 'update' : 'create', shape: mapped.shape, hash }
}
