import { span, when } from '../shared/time.ts'
import { Fact, Facts } from '../staff/facts.tsx'
import type { Connection, Lane } from './office.ts'
import { words } from './words.ts'

interface HealthProps {
  readonly connection: Connection
  readonly now: number
}

/** How a connection does, in numbers. */
export function Health({ connection: { health, market, currency, language }, now }: HealthProps) {
  const advice = words.advice[health.status]
  const { fault, circuit, opensAgainAt, lastFailure, lastFailureAt, lastSuccessAt, lag } = health
  return (
    <>
      {advice !== null && (
        <p class={health.status === 'behind' ? 'ch-fault is-mild' : 'ch-fault'}>
          {fault !== null && <strong>{fault.message} </strong>}
          {advice}
        </p>
      )}
      <Facts>
        <Fact name={words.lag}>{lag === 0 ? words.nothingWaits : span(lag)}</Fact>
        <Fact name={words.queue}>{queueOf(health.queue)}</Fact>
        <Fact name={words.circuit}>
          {words.circuits[circuit]}
          {opensAgainAt !== null && circuit === 'open' && `, ${words.opensAgain(when(opensAgainAt, now))}`}
        </Fact>
        <Fact name={words.lastSuccess}>{lastSuccessAt === null ? words.never : when(lastSuccessAt, now)}</Fact>
        <Fact name={words.lastFailure}>
          {lastFailureAt === null ? words.never : `${when(lastFailureAt, now)}: ${lastFailure ?? ''}`}
        </Fact>
        <Fact name={words.market}>
          {market}, {currency}, {language}
        </Fact>
      </Facts>
    </>
  )
}

function queueOf(queue: Connection['health']['queue']): string {
  const waiting = (Object.keys(words.lanes) as Lane[]).filter((lane) => queue[lane] > 0)
  if (waiting.length === 0) return words.nothingWaits
  return waiting.map((lane) => `${queue[lane]} ${words.lanes[lane]}`).join(', ')
}
