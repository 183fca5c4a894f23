import { type Context, requireVersion, run, update } from '../kernel/index.ts'
import type { TrackingInput } from './model.ts'
import { problems } from './problems.ts'
import { parcelById } from './reads.ts'
import { fulfillments } from './schema.ts'

const change = update(fulfillments)
const stale = { changes: 1, refuse: () => 'stale' as const }

export interface TrackOptions {
  /** Of the fulfilment. */
  readonly id: string
  readonly tracking: TrackingInput
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** Sets what is known of a parcel's way; what is left out stays. Throws `alreadyCancelled`. */
export async function trackParcel(ctx: Context, { id, tracking, expected }: TrackOptions): Promise<{ id: string }> {
  const { result } = await run(ctx, {
    name: 'fulfillment.track',
    plan: async () => {
      const { version, status } = (await parcelById(ctx, id)).fulfillment
      requireVersion(expected, version)
      if (status === 'cancelled') throw problems.alreadyCancelled()
      const { carrier, number: trackingNumber, url: trackingUrl } = tracking
      const patch = { carrier, trackingNumber, trackingUrl, version: version + 1, updatedAt: ctx.now() }
      return { result: { id }, statements: [change({ id, version }, patch, stale)] }
    },
  })
  return result
}

/** The parcel arrived. Throws `alreadyCancelled`; telling it twice changes nothing. */
export async function deliverParcel(ctx: Context, id: string): Promise<{ id: string }> {
  const { result } = await run(ctx, {
    name: 'fulfillment.deliver',
    plan: async () => {
      const { version, status } = (await parcelById(ctx, id)).fulfillment
      if (status === 'cancelled') throw problems.alreadyCancelled()
      const patch = { status: 'delivered', version: version + 1, updatedAt: ctx.now() } as const
      const statements = status === 'shipped' ? [change({ id, version }, patch, stale)] : []
      return { result: { id }, statements }
    },
  })
  return result
}
