import { type EventType, emit, type Statement, timelineEntry, update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import type { PickupFact } from './events.ts'
import { type PickupRow, pickups } from './tables.ts'

const change = update(pickups)

interface Step<Data extends PickupFact> {
  readonly pickup: PickupRow
  readonly patch: Partial<Omit<PickupRow, 'id' | 'version'>>
  readonly event: EventType<Data>
  /** What the event and the timeline tell beside the pickup itself. */
  readonly more: Omit<Data, keyof PickupFact>
  readonly commandId: string
}

/** The lines of one step: the pickup as it then is, if nobody changed it meanwhile; a row in the order's timeline; an event. */
export function stepLines<Data extends PickupFact>(
  { ctx, now }: Pick<Desk, 'ctx' | 'now'>,
  { pickup, patch, event, more, commandId }: Step<Data>,
): Statement[] {
  const { id, version, orderId } = pickup
  const { locationId, status } = { ...pickup, ...patch }
  const fact = { pickupId: id, orderId, locationId, status, ...more } as unknown as Data
  const what = event.name.slice(event.name.indexOf('.') + 1)
  return [
    change(
      { id, version },
      { ...patch, version: version + 1, updatedAt: now() },
      { changes: 1, refuse: () => 'stale' },
    ),
    timelineEntry(ctx, {
      orderId,
      kind: `click-and-collect/${what}`,
      data: fact as unknown as Record<string, unknown>,
      commandId,
    }),
    emit(ctx, event, { aggregate: orderId, data: fact as NoInfer<Data>, commandId }),
  ]
}
