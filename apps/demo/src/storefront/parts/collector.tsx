import type { Visit } from '../visit.ts'

interface CollectorProps {
  readonly visit: Visit
  readonly orderId: string
  /** Opens the order to who is not signed in. */
  readonly token: string | undefined
  readonly name: string | null
}

/** Who comes instead of the buyer; an empty field takes it back. */
export function Collector({ visit: { t, to }, orderId, token, name }: CollectorProps) {
  const search = token === undefined ? '' : `?${new URLSearchParams({ token })}`
  return (
    <form method="post" action={to(`/orders/${orderId}/collector${search}`)} class="collector">
      <label for="collector">{t.order.pickup.collector}</label>
      <div>
        <input id="collector" name="name" maxLength={100} autocomplete="off" value={name ?? ''} />
        <button class="button" type="submit">
          {t.order.pickup.save}
        </button>
      </div>
    </form>
  )
}
