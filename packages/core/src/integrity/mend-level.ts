import { sql } from 'drizzle-orm'
import { correct, inventoryLevels, variantTopic } from '../inventory/index.ts'
import { insertInto, param, plain } from '../kernel/index.ts'
import { causeOf, levelKeyOf, type Mend } from './mend.ts'

const skipLevel = insertInto(inventoryLevels, 'skip')

/** The sums are taken where they are written, so no snapshot can be too old. A sum that breaks a rule of the level refuses. */
const rebuild = plain(sql`update inventory_levels set
  (on_hand, reserved, committed, unavailable, incoming, short, last_movement) = (
    select coalesce(sum(m.on_hand), 0), coalesce(sum(m.reserved), 0), coalesce(sum(m.committed), 0), coalesce(sum(m.unavailable), 0),
      coalesce(sum(m.incoming), 0), coalesce(sum(m.short), 0), max(m.number)
    from stock_movements m where m.variant_id = ${param('variantId')} and m.location_id = ${param('locationId')}),
  version = version + 1, updated_at = ${param('now')}
where variant_id = ${param('variantId')} and location_id = ${param('locationId')}`)

/** I1: the ledger is the truth, a level is its sum. The level is taken from it anew, and a row of zeros tells so in the ledger. */
export const mendLevel: Mend = async (ctx, violation, commandId) => {
  const { kind } = violation.data
  if (kind !== 'level' && kind !== 'orphan' && kind !== 'last') return []
  const key = levelKeyOf(violation)
  const now = ctx.now()
  return [
    skipLevel({ ...key, createdAt: now, updatedAt: now }),
    rebuild({ ...key, now }, { changes: 1, touches: variantTopic(key.variantId) }),
    ...correct(ctx, key, causeOf(violation, commandId)),
  ]
}
