import type { Run } from './office.ts'
import { span, when } from './time.ts'
import { words } from './words.ts'

interface RunsProps {
  readonly runs: readonly Run[]
  readonly now: number
}

/** What was done last, with how many calls. */
export function Runs({ runs, now }: RunsProps) {
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">{words.runs}</h2>
      {runs.length === 0 ? (
        <p class="muted">{words.noRuns}</p>
      ) : (
        <table class="ch-table">
          <thead>
            <tr>
              {[words.run, words.status, words.outcome, words.calls, words.took, words.lag].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <Row key={run.id} run={run} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ run, now }: { readonly run: Run; readonly now: number }) {
  const { lane, status, counts, startedAt, endedAt, error, lag } = run
  return (
    <tr>
      <th scope="row">
        {lane} <small class="muted">{when(startedAt, now)}</small>
      </th>
      <td data-name={words.status}>
        <span class={`desk-status is-${status}`}>{status}</span>
      </td>
      <td data-name={words.outcome}>{error ?? outcomeOf(counts)}</td>
      <td data-name={words.calls}>{counts.calls}</td>
      <td data-name={words.took}>{endedAt === null ? '…' : span(Date.parse(endedAt) - Date.parse(startedAt))}</td>
      <td data-name={words.lag}>{lag === null ? '' : span(lag)}</td>
    </tr>
  )
}

function outcomeOf({ calls: _, ...counts }: Run['counts']): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0)
  return told.map(([name, count]) => `${count} ${name}`).join(', ')
}
