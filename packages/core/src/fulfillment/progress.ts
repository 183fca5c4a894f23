import { emit } from '../events/index.ts'
import { type Context, requireVersion, run, update } from '../kernel/index.ts'
import { happened } from '../orders/index.ts'
import { readyForPickup } from './events.ts'
import { requireAllowed } from './guards.ts'
import { workWithLines } from './reads.ts'
import { fulfillmentOrders } from './schema.ts'
import type { WorkAction } from './statuses.ts'

const change = update(fulfillmentOrders)

/** Where each step of the people who pick leads to. */
const steps = {
  start: 'in_progress',
  ready: 'ready',
  hold: 'on_hold',
  release: 'open',
} as const satisfies Partial<Record<WorkAction, string>>

export interface StepOptions {
  /** Of the fulfilment order. */
  readonly id: string
  readonly step: keyof typeof steps
  /** Why it is held. */
  readonly reason?: string
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** Moves work one step: picked, ready at the counter, held, released. Throws `fulfillment.notAllowed`. */
export async function stepWork(ctx: Context, { id, step, reason, expected }: StepOptions): Promise<{ id: string }> {
  const { result } = await run(ctx, {
    name: `fulfillment.${step}`,
    plan: async (commandId) => {
      const work = await workWithLines(ctx, id)
      const { version, orderId, locationId } = work.order
      requireVersion(expected, version)
      requireAllowed(work, step)
      const status = steps[step]
      const patch = { status, holdReason: reason ?? null, version: version + 1, updatedAt: ctx.now() }
      const data = { fulfillmentOrderId: id, status, locationId, reason: reason ?? null }
      return {
        result: { id },
        statements: [
          change({ id, version }, patch, { changes: 1, refuse: () => 'stale' }),
          happened(ctx, { orderId, kind: 'fulfillment_order', data, commandId }),
          ...(step === 'ready'
            ? [emit(ctx, readyForPickup, { aggregate: orderId, data: { orderId, fulfillmentOrderId: id }, commandId })]
            : []),
        ],
      }
    },
  })
  return result
}
