import type { BuyerPickup } from '@vitrine/plugin-click-and-collect/client'
import type { Visit } from '../visit.ts'
import { Collector } from './collector.tsx'

interface PickupsProps {
  readonly visit: Visit
  readonly orderId: string
  readonly token: string | undefined
  readonly pickups: readonly BuyerPickup[]
}

/** Where goods of an order are collected, until when, and what to show there. */
export function Pickups({ visit, orderId, token, pickups }: PickupsProps) {
  const open = pickups.filter(({ status }) => OPEN.includes(status))
  const [first] = open
  return (
    <>
      {pickups.map((pickup) => (
        <Pickup key={pickup.id} visit={visit} pickup={pickup} />
      ))}
      {first !== undefined && <Collector visit={visit} orderId={orderId} token={token} name={first.collector} />}
    </>
  )
}

const OPEN: readonly BuyerPickup['status'][] = ['placed', 'picking', 'ready', 'part_collected']

function Pickup({ visit, pickup }: { readonly visit: Visit; readonly pickup: BuyerPickup }) {
  const { t, language } = visit
  const { store, status, code, qr, readyBy, collectUntil, lines } = pickup
  const time = (text: string) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short', timeZone: store.timeZone }).format(
      new Date(text),
    )
  return (
    <section class="pickup" aria-labelledby={pickup.id}>
      <h2 id={pickup.id}>{t.order.pickup.title}</h2>
      <p>
        <strong lang={language}>{store.name}</strong>
        {store.address.length > 0 && <span class="muted"> {store.address.join(', ')}</span>}
      </p>
      <p>{t.order.pickup.status[status]}</p>
      {code !== null && qr !== null && (
        <div class="pickup-code">
          <img
            src={`data:image/svg+xml;base64,${btoa(qr.svg)}`}
            alt={t.order.pickup.picture}
            width="200"
            height="200"
          />
          <p>
            {t.order.pickup.code} <strong>{code}</strong>
          </p>
        </div>
      )}
      {code === null && readyBy !== null && ['placed', 'picking'].includes(status) && (
        <p>{t.order.pickup.readyBy(time(readyBy))}</p>
      )}
      {code !== null && collectUntil !== null && <p>{t.order.pickup.until(time(collectUntil))}</p>}
      <ul class="muted">
        {lines.map(({ lineId, title, quantity }) => (
          <li key={lineId} lang={language}>
            {quantity} × {title}
          </li>
        ))}
      </ul>
    </section>
  )
}
