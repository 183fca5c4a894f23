import { when } from '../shared/time.ts'
import { Mark, Moment } from '../staff/mark.tsx'
import { Table } from '../staff/table.tsx'
import type { Connection, Listing, ListingStatus } from './office.ts'
import { words } from './words.ts'

const STATUSES: readonly ListingStatus[] = ['live', 'pending', 'draft', 'invalid', 'rejected', 'drifted', 'ended']

export const isStatus = (text: string | undefined): text is ListingStatus => STATUSES.some((status) => status === text)

interface ListingsProps {
  readonly connection: Connection
  readonly page: { readonly items: readonly Listing[]; readonly next: string | null }
  /** What is shown; undefined: all. */
  readonly status: ListingStatus | undefined
  readonly now: number
}

/** What is shown there, by status. */
export function Listings({ connection, page, status, now }: ListingsProps) {
  const at = `/channels/${connection.id}`
  const all = Object.values(connection.listings).reduce((sum, count) => sum + count, 0)
  const there = STATUSES.filter((each) => (connection.listings[each] ?? 0) > 0)
  const more = new URLSearchParams({ ...(status === undefined ? {} : { status }), cursor: page.next ?? '' })
  return (
    <section aria-labelledby="listings">
      <h2 id="listings">{words.listings}</h2>
      <ul class="ch-tabs">
        <Tab href={`${at}#listings`} isChosen={status === undefined} name={words.anyStatus} count={all} />
        {there.map((each) => (
          <Tab
            key={each}
            href={`${at}?status=${each}#listings`}
            isChosen={status === each}
            name={words.listingStates[each]}
            count={connection.listings[each] ?? 0}
          />
        ))}
      </ul>
      {page.items.length === 0 ? (
        <p class="muted">{words.noListings}</p>
      ) : (
        <Rows at={at} items={page.items} now={now} />
      )}
      {page.next !== null && (
        <a class="button" href={`${at}?${more}#listings`}>
          {words.next}
        </a>
      )}
    </section>
  )
}

interface TabProps {
  readonly href: string
  readonly isChosen: boolean
  readonly name: string
  readonly count: number
}

function Tab({ href, isChosen, name, count }: TabProps) {
  return (
    <li>
      <a href={href} aria-current={isChosen ? 'page' : undefined}>
        {name} <span class="staff-count">{count}</span>
      </a>
    </li>
  )
}

interface RowsProps {
  readonly at: string
  readonly items: readonly Listing[]
  readonly now: number
}

function Rows({ at, items, now }: RowsProps) {
  return (
    <Table
      columns={[words.item, words.status, words.why, words.changed]}
      rows={items.map((listing) => ({
        key: listing.id,
        head: <a href={`${at}/listings/${listing.id}`}>{listing.key}</a>,
        cells: [
          <Mark status={listing.status}>{words.listingStates[listing.status]}</Mark>,
          whyOf(listing),
          <Moment at={listing.statusAt}>{when(listing.statusAt, now)}</Moment>,
        ],
      }))}
    />
  )
}

function whyOf({ cause, isWaiting }: Listing): string {
  if (cause !== null) return cause.message
  return isWaiting ? words.waits : ''
}
