import { defineEvent } from '@vitrine/core'
import type { Fault } from './model.ts'
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
  placed: defineEvent<PickupFact>('click-and-collect.placed'),
  picking: defineEvent<PickupFact>('click-and-collect.picking'),
  picked: defineEvent<PickupFact & Parts>('click-and-collect.picked'),
  short: defineEvent<PickupFact & Parts & { readonly fault: Fault; readonly reason: string; readonly remedy: string }>(
    'click-and-collect.short',
  ),
  ready: defineEvent<PickupFact>('click-and-collect.ready'),
  resent: defineEvent<PickupFact>('click-and-collect.resent'),
  handedOver: defineEvent<PickupFact & Parts & { readonly handOverId: string; readonly hasShownCode: boolean }>(
    'click-and-collect.handedOver',
  ),
  undone: defineEvent<PickupFact & Parts & { readonly handOverId: string }>('click-and-collect.undone'),
  reminded: defineEvent<PickupFact>('click-and-collect.reminded'),
  expired: defineEvent<PickupFact & Parts>('click-and-collect.expired'),
  refused: defineEvent<PickupFact & Parts & { readonly reason: string }>('click-and-collect.refused'),
  /** Somebody else comes, or the buyer after all; the name stands in the pickup. */
  collectorNamed: defineEvent<PickupFact & { readonly isSomebodyElse: boolean }>('click-and-collect.collectorNamed'),
  cancelled: defineEvent<PickupFact>('click-and-collect.cancelled'),
  changed: defineEvent<PickupFact>('click-and-collect.changed'),
} as const
