import { span } from '../shared/time.ts'
import { Mark } from '../staff/mark.tsx'
import { type Shell, StaffPage } from '../staff/page.tsx'
import { type Connection, type Overseen, standingOf } from './office.ts'
import { words } from './words.ts'

interface OverviewProps {
  readonly shell: Shell
  readonly connections: readonly Overseen[]
}

/** Every connection in a row: how it does, what it shows, and what waits for a person. */
export function OverviewPage({ shell, connections }: OverviewProps) {
  return (
    <StaffPage shell={shell} title={words.title}>
      {connections.length === 0 ? (
        <p class="muted">{words.none}</p>
      ) : (
        <ul class="staff-list">
          {connections.map((overseen) => (
            <Row key={overseen.connection.id} {...overseen} />
          ))}
        </ul>
      )}
      <div class="staff-steps">
        <a class="button is-primary" href="/channels/connect">
          {words.connect}
        </a>
        <a class="button" href="/channels">
          {words.again}
        </a>
      </div>
    </StaffPage>
  )
}

function Row({ connection, parked, isMore }: Overseen) {
  const { id, name, listings, health } = connection
  const all = Object.values(listings).reduce((sum, count) => sum + count, 0)
  const standing = standingOf(connection)
  const advice = words.advice[health.status]
  return (
    <li>
      <a href={`/channels/${id}`}>
        <strong>{name}</strong>
        <span>{words.shown(listings.live ?? 0, all)}</span>
      </a>
      <Marks connection={connection} />
      <span class="muted">{health.lag === 0 ? words.nothingWaits : words.waitsSince(span(health.lag))}</span>
      {(standing > 0 || parked > 0 || advice !== null) && (
        <p class="ch-needs">
          {health.fault !== null && <span>{health.fault.message}</span>}
          {advice !== null && <span>{advice}</span>}
          {standing > 0 && <a href={`/channels/${id}#causes`}>{words.needs(standing)}</a>}
          {parked > 0 && <a href={`/channels/${id}#orders`}>{words.parked(parked, isMore)}</a>}
        </p>
      )}
    </li>
  )
}

/** The state and the health, in colour and in words. */
export function Marks({ connection: { status, health } }: { readonly connection: Connection }) {
  return (
    <>
      <Mark status={status}>{words.states[status]}</Mark>
      <Mark status={health.status}>{words.healths[health.status]}</Mark>
      {health.circuit === 'open' && <Mark status="failing">{words.circuits.open}</Mark>}
    </>
  )
}
