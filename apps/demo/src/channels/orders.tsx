import { when } from '../shared/time.ts'
import { Mark, Moment } from '../staff/mark.tsx'
import { Table } from '../staff/table.tsx'
import type { OrderIn } from './office.ts'
import { StepButton } from './step-button.tsx'
import { words } from './words.ts'

interface OrdersProps {
  readonly id: string
  readonly orders: readonly OrderIn[]
  readonly parked: readonly OrderIn[]
  readonly now: number
}

/** Orders that came in, those that wait for a person first, with what can be done about them. */
export function Orders({ id, orders, parked, now }: OrdersProps) {
  const all = [...parked, ...orders.filter(({ status }) => status !== 'parked')]
  const unknown = parked.filter(({ issue }) => issue?.code === 'unknown_item')
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{words.orders}</h2>
      {all.length === 0 ? (
        <p class="muted">{words.noOrders}</p>
      ) : (
        <Table
          columns={[words.order, words.status, words.why, words.came]}
          rows={all.map(({ id: key, externalId, status, issue, receivedAt }) => ({
            key,
            head: externalId,
            cells: [
              <Mark status={status}>{words.orderStates[status]}</Mark>,
              issue?.message,
              <Moment at={receivedAt}>{when(receivedAt, now)}</Moment>,
            ],
          }))}
        />
      )}
      {unknown.map((order) => (
        <MapForm key={order.id} id={id} order={order} />
      ))}
      {parked.length > 0 && (
        <StepButton id={id} step="retry-orders">
          {words.steps['retry-orders']}
        </StepButton>
      )}
    </section>
  )
}

/** Which of our variants the channel means by a key that we do not know. */
function MapForm({ id, order }: { readonly id: string; readonly order: OrderIn }) {
  const key = order.issue?.subject ?? ''
  return (
    <form method="post" action={`/channels/${id}/map`} class="staff-form">
      <input type="hidden" name="order" value={order.id} />
      <input type="hidden" name="key" value={key} />
      <label for={`map-${order.id}`}>{words.mapTo(key, order.externalId)}</label>
      <div class="staff-row">
        <input id={`map-${order.id}`} name="variant" required maxLength={200} autocomplete="off" />
        <button class="button" type="submit">
          {words.map}
        </button>
      </div>
    </form>
  )
}
