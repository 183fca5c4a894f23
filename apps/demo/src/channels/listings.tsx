import type { Connection, Listing, ListingStatus } from './office.ts'
import { when } from './time.ts'
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
            name={each}
            count={connection.listings[each] ?? 0}
          />
        ))}
      </ul>
      {page.items.length === 0 ? <p class="muted">{words.noListings}</p> : <Table items={page.items} now={now} />}
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
        {name} <span class="desk-count">{count}</span>
      </a>
    </li>
  )
}

function Table({ items, now }: { readonly items: readonly Listing[]; readonly now: number }) {
  return (
    <table class="ch-table">
      <thead>
        <tr>
          {[words.item, words.status, words.why, words.changed].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((listing) => (
          <tr key={listing.id}>
            <th scope="row">{listing.url === null ? listing.key : <a href={listing.url}>{listing.key}</a>}</th>
            <td data-name={words.status}>
              <span class={`desk-status is-${listing.status}`}>{listing.status}</span>
            </td>
            <td data-name={words.why}>{whyOf(listing)}</td>
            <td data-name={words.changed}>
              <time dateTime={listing.statusAt}>{when(listing.statusAt, now)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function whyOf({ cause, isWaiting }: Listing): string {
  if (cause !== null) return cause.message
  return isWaiting ? words.waits : ''
}
