import { when } from '../shared/time.ts'
import { Moment } from '../staff/mark.tsx'
import { CauseText } from './cause.tsx'
import type { Cause, Listing } from './office.ts'
import { StepButton } from './step-button.tsx'
import { words } from './words.ts'

interface CausesProps {
  readonly id: string
  readonly causes: readonly Cause[]
  readonly standing: readonly Listing[]
  readonly now: number
}

/** Why listings stand still: each cause once, with our field, what to do, and whom it concerns. */
export function Causes({ id, causes, standing, now }: CausesProps) {
  return (
    <section aria-labelledby="causes">
      <h2 id="causes">{words.causes}</h2>
      {causes.length === 0 ? (
        <p class="muted">{words.noCauses}</p>
      ) : (
        <ul class="ch-causes">
          {causes.map((cause) => (
            <li key={`${cause.code} ${cause.field}`}>
              <Group id={id} cause={cause} concerned={standing.filter((listing) => isOf(listing, cause))} now={now} />
              <StepButton id={id} step="retry" code={cause.code}>
                {words.retryCause}
              </StepButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const first = ({ cause }: Listing) => cause?.issues[0]

/** A cause without issues is told by its own code. */
const isOf = (listing: Listing, { code, field }: Cause) =>
  (first(listing) ?? listing.cause)?.code === code && (first(listing)?.field ?? null) === field

const NAMED = 6

interface GroupProps {
  readonly id: string
  readonly cause: Cause
  readonly concerned: readonly Listing[]
  readonly now: number
}

/** A cause of several listings, which are named. */
function Group({ id, cause: { count, since, ...cause }, concerned, now }: GroupProps) {
  const hint = concerned.map((listing) => first(listing)?.hint).find((each) => each !== null && each !== undefined)
  const met = (
    <>
      {words.count(count)} {words.since} <Moment at={since}>{when(since, now)}</Moment>,{' '}
    </>
  )
  return (
    <CauseText {...cause} hint={hint} met={met}>
      <span class="ch-concerned">
        {concerned.slice(0, NAMED).map(({ id: listing, key }) => (
          <a key={listing} href={`/channels/${id}/listings/${listing}`}>
            {words.putRight(key)}
          </a>
        ))}
        {count > NAMED && <span class="muted">{words.andMore(count - NAMED)}</span>}
      </span>
    </CauseText>
  )
}
