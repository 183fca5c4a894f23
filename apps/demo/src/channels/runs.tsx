import { span, when } from '../shared/time.ts'
import { Mark, Moment } from '../staff/mark.tsx'
import { Table } from '../staff/table.tsx'
import type { Run } from './office.ts'
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
        <Table
          columns={[words.run, words.status, words.outcome, words.calls, words.took, words.lag]}
          rows={runs.map((run) => rowOf(run, now))}
        />
      )}
    </section>
  )
}

function rowOf({ id, lane, status, counts, startedAt, endedAt, error, lag }: Run, now: number) {
  return {
    key: id,
    head: (
      <>
        {lane}{' '}
        <small class="muted">
          <Moment at={startedAt}>{when(startedAt, now)}</Moment>
        </small>
      </>
    ),
    cells: [
      <Mark status={status}>{words.runStates[status]}</Mark>,
      error ?? outcomeOf(counts),
      counts.calls,
      endedAt === null ? '…' : span(Date.parse(endedAt) - Date.parse(startedAt)),
      lag === null ? '' : span(lag),
    ],
  }
}

function outcomeOf({ calls: _, ...counts }: Run['counts']): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0)
  return told.map(([name, count]) => `${count} ${name}`).join(', ')
}
