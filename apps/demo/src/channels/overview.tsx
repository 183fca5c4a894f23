import { ChannelsPage, type Shell } from './layout.tsx'
import type { Connection } from './office.ts'
import { span } from './time.ts'
import { words } from './words.ts'

interface OverviewProps {
  readonly shell: Shell
  readonly connections: readonly Connection[]
}

/** Every connection in a row: how it does, and what it shows. */
export function OverviewPage({ shell, connections }: OverviewProps) {
  return (
    <ChannelsPage shell={shell} title={words.title}>
      {connections.length === 0 ? (
        <p class="muted">{words.none}</p>
      ) : (
        <ul class="desk-list">
          {connections.map((connection) => (
            <Row key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
      <a class="button" href="/channels">
        {words.again}
      </a>
    </ChannelsPage>
  )
}

function Row({ connection }: { readonly connection: Connection }) {
  const { id, name, listings, health } = connection
  const all = Object.values(listings).reduce((sum, count) => sum + count, 0)
  return (
    <li>
      <a href={`/channels/${id}`}>
        <strong>{name}</strong>
        <span>
          {listings.live ?? 0} of {words.count(all)} live
        </span>
      </a>
      <Marks connection={connection} />
      <span class="muted">
        {words.lag}: {health.lag === 0 ? words.noLag : span(health.lag)}
      </span>
    </li>
  )
}

/** The state and the health, in colour and in words. */
export function Marks({ connection: { status, health } }: { readonly connection: Connection }) {
  return (
    <>
      <span class={`desk-status is-${status}`}>{words.states[status]}</span>
      <span class={`desk-status is-${health.status}`}>{words.healths[health.status]}</span>
      {health.circuit === 'open' && <span class="desk-status is-failing">{words.circuits.open}</span>}
    </>
  )
}
