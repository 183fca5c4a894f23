import { when } from '../shared/time.ts'
import { Fact, Facts } from '../staff/facts.tsx'
import { Mark, Moment } from '../staff/mark.tsx'
import { type Shell, StaffPage } from '../staff/page.tsx'
import { CauseText } from './cause.tsx'
import type { Office } from './office.ts'
import { linesOf } from './overrides.ts'
import { words } from './words.ts'

type Detail = Awaited<ReturnType<Office['channels']['listing']>>

interface ListingProps {
  readonly shell: Shell
  readonly listing: Detail
}

/** One listing: how it stands, why, and what is shown there in place of the shop's own. */
export function ListingPage({ shell, listing }: ListingProps) {
  const { connectionId, key, status, statusAt, cause, url, externalId } = listing
  return (
    <StaffPage shell={shell} title={key}>
      <Facts>
        <Fact name={words.status}>
          <Mark status={status}>{words.listingStates[status]}</Mark>
        </Fact>
        <Fact name={words.changed}>
          <Moment at={statusAt}>{when(statusAt, shell.now)}</Moment>
        </Fact>
        {externalId !== null && <Fact name={words.there}>{externalId}</Fact>}
        {url !== null && (
          <Fact name={words.page}>
            <a href={url}>{words.open}</a>
          </Fact>
        )}
      </Facts>
      {cause !== null && <Why cause={cause} />}
      <OverridesForm listing={listing} />
      <details>
        <summary>{words.confirmed}</summary>
        <pre class="ch-shape">{JSON.stringify(listing.confirmed, null, 2)}</pre>
      </details>
      <p>
        <a href={`/channels/${connectionId}`}>{words.back}</a>
      </p>
    </StaffPage>
  )
}

function Why({ cause }: { readonly cause: NonNullable<Detail['cause']> }) {
  return (
    <ul class="ch-causes">
      {cause.issues.map((issue) => (
        <li key={`${issue.code} ${issue.theirField}`}>
          <CauseText {...issue} />
        </li>
      ))}
      {cause.issues.length === 0 && <li>{cause.message}</li>}
    </ul>
  )
}

function OverridesForm({ listing: { id, connectionId, overrides } }: Pick<ListingProps, 'listing'>) {
  const { title = '', description = '', category = '', attributes = {} } = overrides ?? {}
  return (
    <form method="post" action={`/channels/${connectionId}/listings/${id}`} class="staff-form" id="overrides">
      <h2>{words.overrides.title}</h2>
      <p class="muted">{words.overrides.help}</p>
      <label for="title">{words.overrides.name}</label>
      <input id="title" name="title" maxLength={500} value={title} />
      <label for="description">{words.overrides.text}</label>
      <textarea id="description" name="description" rows={5}>
        {description ?? ''}
      </textarea>
      <label for="category">{words.overrides.category}</label>
      <input id="category" name="category" maxLength={500} value={category} />
      <label for="attributes">{words.overrides.attributes}</label>
      <textarea id="attributes" name="attributes" rows={4} aria-describedby="attributes-help">
        {linesOf(attributes)}
      </textarea>
      <small id="attributes-help" class="muted">
        {words.overrides.attributesHelp}
      </small>
      <button class="button is-primary" type="submit">
        {words.overrides.save}
      </button>
    </form>
  )
}
