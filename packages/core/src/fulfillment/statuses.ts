import type { FulfillmentOrderStatus } from './model.ts'

/** What may happen to work in which status. */
const allowed = {
  open: ['start', 'ready', 'hold', 'move', 'fulfill'],
  in_progress: ['ready', 'hold', 'move', 'fulfill'],
  ready: ['hold', 'fulfill'],
  on_hold: ['release', 'move'],
  closed: [],
  cancelled: [],
} as const satisfies Record<FulfillmentOrderStatus, readonly string[]>

export type WorkAction = (typeof allowed)[FulfillmentOrderStatus][number]

export function allows(status: FulfillmentOrderStatus, action: WorkAction): boolean {
  return (allowed[status] as readonly string[]).includes(action)
}

/** The status of work after its quantities changed: nothing left to send closes it, something to send again opens it. */
export function statusAfter(
  status: FulfillmentOrderStatus,
  { quantity, fulfilled }: { readonly quantity: number; readonly fulfilled: number },
): FulfillmentOrderStatus {
  if (fulfilled === quantity) return fulfilled === 0 ? 'cancelled' : 'closed'
  return status === 'closed' || status === 'cancelled' ? 'open' : status
}
