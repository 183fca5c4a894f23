import type { OrderIn } from './office.ts'
import { StepButton } from './step-button.tsx'
import { when } from './time.ts'
import { words } from './words.ts'

interface OrdersProps {
  readonly id: string
  readonly orders: readonly OrderIn[]
  readonly parked: readonly OrderIn[]
  readonly now: number
}

/** Orders that came in, those that wait for a person first. */
export function Orders({ id, orders, parked, now }: OrdersProps) {
  const others = orders.filter(({ status }) => status !== 'parked')
  const all = [...parked, ...others]
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{words.orders}</h2>
      {all.length === 0 ? <p class="muted">{words.noOrders}</p> : <Table orders={all} now={now} />}
      {parked.length > 0 && (
        <StepButton id={id} step="retry-orders">
          {words.steps['retry-orders']}
        </StepButton>
      )}
    </section>
  )
}

function Table({ orders, now }: { readonly orders: readonly OrderIn[]; readonly now: number }) {
  return (
    <table class="ch-table">
      <thead>
        <tr>
          {[words.order, words.status, words.why, words.came].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {orders.map(({ id, externalId, status, issue, receivedAt }) => (
          <tr key={id}>
            <th scope="row">{externalId}</th>
            <td data-name={words.status}>
              <span class={`desk-status is-${status}`}>{words.orderStates[status]}</span>
            </td>
            <td data-name={words.why}>{issue === null ? '' : issue.message}</td>
            <td data-name={words.came}>
              <time dateTime={receivedAt}>{when(receivedAt, now)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
