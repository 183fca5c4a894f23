import type { Cause, Listing } from './office.ts'
import { StepButton } from './step-button.tsx'
import { when } from './time.ts'
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
              <CauseText cause={cause} standing={standing} now={now} />
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

const NAMED = 6

function CauseText({ cause, standing, now }: Omit<CausesProps, 'id' | 'causes'> & { readonly cause: Cause }) {
  const { code, message, field, count, since } = cause
  const concerned = standing.filter((listing) => first(listing)?.code === code && first(listing)?.field === field)
  const hint = concerned.map((listing) => first(listing)?.hint).find((each) => each !== null && each !== undefined)
  return (
    <div class="ch-cause">
      <strong>{message}</strong>
      <span>
        <code>{code}</code>
        {field !== null && (
          <>
            {' '}
            {words.field}: <code>{field}</code>
          </>
        )}
      </span>
      {hint !== undefined && <span>{hint}</span>}
      <span class="muted">
        {words.count(count)} {words.since} <time dateTime={since}>{when(since, now)}</time>:{' '}
        {concerned
          .slice(0, NAMED)
          .map(({ key }) => key)
          .join(', ')}
        {count > NAMED && ' …'}
      </span>
    </div>
  )
}

const first = ({ cause }: Listing) => cause?.issues[0]
