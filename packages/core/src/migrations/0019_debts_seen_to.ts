import type { Migration } from '../kernel/index.ts'

/** A debt that somebody dismissed since it last rose was seen to: what is listed are debts that nobody knows of. */
const bounds = `create view integrity_bounds as
  select variant_id || ' at ' || location_id as subject,
    'more of ' || variant_id || ' is promised at ' || location_id || ' than is there: on_hand ' || on_hand || ', reserved ' || reserved ||
      ', committed ' || committed || ', unavailable ' || unavailable || ', short ' || short as cause,
    json_object('kind', 'bounds', 'variantId', variant_id, 'locationId', location_id, 'available', available) as data
  from inventory_levels
  where available < 0 or reserved < 0 or committed < 0 or unavailable < 0 or incoming < 0 or short < 0 or on_hand < unavailable
  union all
  select l.variant_id || ' at ' || l.location_id,
    l.short || ' of ' || l.variant_id || ' are owed at ' || l.location_id || ' and nobody was asked to see to it',
    json_object('kind', 'debt', 'variantId', l.variant_id, 'locationId', l.location_id, 'short', l.short)
  from inventory_levels l
  where l.short > 0 and not exists (
    select 1 from stock_tasks t where t.variant_id = l.variant_id and t.location_id = l.location_id and (
      t.status = 'open' or (t.resolution = 'dismissed' and t.closed_at >= (
        select max(m.created_at) from stock_movements m
        where m.variant_id = l.variant_id and m.location_id = l.location_id and m.short > 0))))`

export const debtsSeenTo: Migration = {
  name: '0019_debts_seen_to',
  statements: ['drop view integrity_bounds', bounds],
}
