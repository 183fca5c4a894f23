import type { Messages } from '../../shared/messages/en.ts'

export type Band = 'none' | 'few' | 'in_stock' | 'backorder' | 'always'

/** What can be had where, in bands: counts are not the buyer's business. */
export interface Promised {
  readonly shipping: { readonly band: Band; readonly handlingDays: number | null }
  readonly pickup: readonly {
    readonly locationId: string
    readonly name: string
    readonly band: Band
    /** In words, by the clock of the store. */
    readonly readyBy: string | null
  }[]
}

interface AvailabilityPanelProps {
  readonly t: Messages
  readonly promised: Promised
  readonly language: string
}

export function AvailabilityPanel({ t, promised, language }: AvailabilityPanelProps) {
  const { shipping, pickup } = promised
  const canShip = shipping.band !== 'none'
  return (
    <section class="where" aria-labelledby="where">
      <h2 id="where">{t.product.delivery}</h2>
      <ul>
        <li class={`is-${shipping.band}`}>
          <span>{t.product.delivered}</span>
          <span class="band">{canShip ? sent(t, shipping) : t.product.deliveredNo}</span>
        </li>
        {pickup.map(({ locationId, name, band, readyBy }) => (
          <li key={locationId} class={`is-${band}`}>
            <span lang={language}>{name}</span>
            <span class="band">
              {band === 'none' ? t.product.notHere : t.product.availability[band === 'always' ? 'in_stock' : band]}
              {readyBy !== null && <small> {t.product.readyBy(readyBy)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function sent(t: Messages, { band, handlingDays }: Promised['shipping']): string {
  if (band === 'backorder') return t.product.shipsLater
  return handlingDays === null ? t.product.availability.in_stock : t.product.leavesIn(handlingDays)
}
