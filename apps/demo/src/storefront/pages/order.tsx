import type { BuyerPickup } from '@vitrine/plugin-click-and-collect/client'
import type { Order, Shipment } from '@vitrine/sdk'
import type { PickupPlace } from '../checkout/ways.ts'
import { Document } from '../layout/document.tsx'
import { Icon } from '../layout/icon.tsx'
import { AddressLines } from '../parts/address.tsx'
import { Notice } from '../parts/notice.tsx'
import { Pickups } from '../parts/pickups.tsx'
import { pathOf } from '../parts/picture.tsx'
import { Totals } from '../parts/totals.tsx'
import type { Visit } from '../visit.ts'

interface OrderPageProps {
  readonly visit: Visit
  readonly order: Order
  /** Opens it to who is not signed in. */
  readonly token: string | undefined
  readonly shipments: readonly Shipment[]
  readonly place: PickupPlace | undefined
  readonly pickups: readonly BuyerPickup[]
  /** Comes straight from the checkout. */
  readonly isFresh: boolean
}

export function OrderPage(props: OrderPageProps) {
  const { visit, order, isFresh } = props
  const { t, to } = visit
  return (
    <Document visit={visit} head={{ title: t.order.title(order.number) }}>
      <div class="wrap order-page">
        <header class="order-head">
          <h1>{isFresh ? t.order.thanks : t.order.title(order.number)}</h1>
          {isFresh && <p class="order-number">{t.order.title(order.number)}</p>}
          {isFresh && order.email !== null && <p>{t.order.mailed(order.email)}</p>}
          {isFresh && <p class="muted">{t.order.keep}</p>}
        </header>
        {order.status === 'cancelled' && <Notice kind="alert">{t.order.cancelled}</Notice>}
        {order.paymentStatus === 'authorized' && <Notice>{t.order.transfer}</Notice>}
        <Progress {...props} />
        <Pickups visit={visit} orderId={order.id} token={props.token} pickups={props.pickups} />
        <div class="order-columns">
          <Lines {...props} />
          <Facts {...props} />
        </div>
        <p>
          <a class="button is-quiet" href={to('/')}>
            {t.order.more}
          </a>
        </p>
      </div>
    </Document>
  )
}

function Progress({ visit, order }: OrderPageProps) {
  const { t, language } = visit
  const placed = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(order.placedAt),
  )
  const isPaid = ['paid', 'authorized'].includes(order.paymentStatus)
  const isSent = order.fulfillmentStatus === 'fulfilled'
  const steps = [
    { name: t.order.placed, text: placed, isDone: true },
    { name: t.order.paid, text: t.order.payment[order.paymentStatus] ?? order.paymentStatus, isDone: isPaid },
    {
      name: t.order.sent,
      text: t.order.fulfillment[order.fulfillmentStatus] ?? order.fulfillmentStatus,
      isDone: isSent,
    },
  ]
  return (
    <ol class="timeline">
      {steps.map(({ name, text, isDone }) => (
        <li key={name} class={isDone ? 'is-done' : undefined}>
          <span class="timeline-mark">{isDone && <Icon name="check" />}</span>
          <strong>{name}</strong>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  )
}

function Lines({ visit, order }: OrderPageProps) {
  const { t, language } = visit
  const { lines, adjustments, shipping, tax, taxIncluded, total } = order.totals
  const rows = [
    { name: t.totals.goods, value: lines.formatted },
    ...(adjustments.amount === 0 ? [] : [{ name: t.totals.discount, value: adjustments.formatted }]),
    ...(order.delivery === null
      ? []
      : [{ name: t.totals.delivery, value: shipping.amount === 0 ? t.totals.free : shipping.formatted }]),
    ...(taxIncluded ? [] : [{ name: t.totals.tax, value: tax.formatted }]),
  ]
  return (
    <section aria-labelledby="items">
      <h2 id="items">{t.order.items}</h2>
      <ul class="summary-lines">
        {order.lines.map(({ id, title, options, quantity, amount, image }) => (
          <li key={id}>
            {image !== null && <img class="picture" src={pathOf(image)} alt="" width="64" height="64" loading="lazy" />}
            <span lang={language}>
              {title}
              <small>{[...options.map(({ value }) => value), `× ${quantity}`].join(', ')}</small>
            </span>
            <span>{amount.formatted}</span>
          </li>
        ))}
      </ul>
      <Totals t={t} rows={rows} tax={taxIncluded ? tax.formatted : null} total={total.formatted} />
    </section>
  )
}

/** Lines of an order in words. */
const goodsOf = ({ lines }: Order, ids: readonly string[]) =>
  lines.flatMap(({ id, title }) => (ids.includes(id) ? [title] : [])).join(', ')

function Facts({ visit, order, shipments, place }: OrderPageProps) {
  const { t, language } = visit
  return (
    <section class="order-facts">
      {order.delivery !== null && (
        <div>
          <h2>{t.order.deliveryBy}</h2>
          <p lang={language}>
            {order.delivery.name}
            {place !== undefined && `: ${place.name}`}
          </p>
          {place?.note && <p lang={language}>{place.note}</p>}
          {order.delivery.parts.map(({ name, lineIds }) => (
            <p key={lineIds.join()} lang={language}>
              {name}: <span class="muted">{goodsOf(order, lineIds)}</span>
            </p>
          ))}
          {shipments.flatMap(({ id, tracking: { url, number } }) =>
            url === null
              ? []
              : [
                  <p key={id}>
                    <a href={url}>
                      {t.order.tracking} {number}
                    </a>
                  </p>,
                ],
          )}
        </div>
      )}
      {order.shippingAddress !== null && (
        <div>
          <h2>{t.order.address}</h2>
          <AddressLines address={order.shippingAddress} />
        </div>
      )}
    </section>
  )
}
