import { defineEvent } from '@vitrine/core'
import type { Status } from './status.ts'

export interface PickupFact {
  readonly pickupId: string
  readonly orderId: string
  readonly locationId: string
  readonly status: Status
}

interface Parts {
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
}

/** Every step of a pickup; the aggregate is its order. */
export const events = {
  placed: defineEvent<PickupFact>('pickup.placed'),
  picking: defineEvent<PickupFact>('pickup.picking'),
  short: defineEvent<PickupFact & Parts & { readonly reason: string; readonly remedy: string }>('pickup.short'),
  ready: defineEvent<PickupFact>('pickup.ready'),
  resent: defineEvent<PickupFact>('pickup.resent'),
  handedOver: defineEvent<PickupFact & Parts & { readonly handOverId: string }>('pickup.handedOver'),
  undone: defineEvent<PickupFact & Parts & { readonly handOverId: string }>('pickup.undone'),
  reminded: defineEvent<PickupFact>('pickup.reminded'),
  expired: defineEvent<PickupFact & Parts>('pickup.expired'),
  refused: defineEvent<PickupFact & Parts & { readonly reason: string }>('pickup.refused'),
  cancelled: defineEvent<PickupFact>('pickup.cancelled'),
  changed: defineEvent<PickupFact>('pickup.changed'),
} as const
