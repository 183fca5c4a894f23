import type { Migration } from '../kernel/index.ts'

/* One view per invariant. Each row is a violation: what it is about, why it is one in words, and the numbers as JSON. */

const COLUMNS = ['on_hand', 'reserved', 'committed', 'unavailable', 'incoming', 'short'] as const
const columnsOf = (alias: string) => COLUMNS.map((column) => `${alias}.${column}`).join(', ')
const asJson = (alias: string) =>
  `json_object(${COLUMNS.map((column) => `'${column}', ${alias}.${column}`).join(', ')})`
const differences = (is: string, should: string) =>
  COLUMNS.map(
    (column) =>
      `case when ${is}.${column} = ${should}.${column} then '' else ' ${column} ' || ${is}.${column} || ' instead of ' || ${should}.${column} end`,
  ).join(' || ')

/** The newest moment that the database knows; views have no clock of their own. */
const NOW = '(select coalesce(max(at), 0) from commands)'
/** Commands are pruned after a while: what is older than the oldest one can't be checked. */
const REMEMBERED = '(select min(at) from commands)'

const ledger = `create view integrity_ledger as
  with sums as (
    select variant_id, location_id, ${COLUMNS.map((column) => `sum(${column}) as ${column}`).join(', ')}, max(number) as last_movement
    from stock_movements group by variant_id, location_id
  ), book as (
    select l.variant_id, l.location_id, ${COLUMNS.map((column) => `coalesce(s.${column}, 0) as ${column}`).join(', ')}, s.last_movement
    from inventory_levels l left join sums s on s.variant_id = l.variant_id and s.location_id = l.location_id
  ), chain as (
    select number, previous, lag(number) over (partition by variant_id, location_id order by number) as before
    from stock_movements
  )
  select l.variant_id || ' at ' || l.location_id as subject,
    'the level of ' || l.variant_id || ' at ' || l.location_id || ' is not the sum of its ledger:' || ${differences('l', 'b')} as cause,
    json_object('kind', 'level', 'variantId', l.variant_id, 'locationId', l.location_id, 'level', ${asJson('l')}, 'ledger', ${asJson('b')}) as data
  from inventory_levels l join book b on b.variant_id = l.variant_id and b.location_id = l.location_id
  where (${columnsOf('l')}) is not (${columnsOf('b')})
  union all
  select s.variant_id || ' at ' || s.location_id,
    'the ledger moves ' || s.variant_id || ' at ' || s.location_id || ', where there is no level',
    json_object('kind', 'orphan', 'variantId', s.variant_id, 'locationId', s.location_id)
  from sums s left join inventory_levels l on l.variant_id = s.variant_id and l.location_id = s.location_id
  where l.variant_id is null
  union all
  select 'movement ' || c.number, 'movement ' || c.number || ' does not name the one before it at its level',
    json_object('kind', 'chain', 'number', c.number, 'previous', c.previous, 'before', c.before)
  from chain c where c.previous is not c.before
  union all
  select l.variant_id || ' at ' || l.location_id,
    'the level of ' || l.variant_id || ' at ' || l.location_id || ' does not name its last movement',
    json_object('kind', 'last', 'variantId', l.variant_id, 'locationId', l.location_id, 'named', l.last_movement, 'last', b.last_movement)
  from inventory_levels l join book b on b.variant_id = l.variant_id and b.location_id = l.location_id
  where l.last_movement is not b.last_movement`

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
    select 1 from stock_tasks t where t.variant_id = l.variant_id and t.location_id = l.location_id and t.status = 'open')`

const promises = `create view integrity_promises as
  with promised as (
    select order_line_id, sum(quantity - fulfilled - cancelled) as open
    from reservations where status = 'committed' and order_line_id is not null group by order_line_id
  ), sent as (
    select order_line_id, sum(fulfilled) as fulfilled from reservations where order_line_id is not null group by order_line_id
  ), work as (
    select order_line_id, sum(quantity) as quantity, sum(fulfilled) as fulfilled from fulfillment_order_lines group by order_line_id
  ), parcels as (
    select l.order_line_id, sum(l.quantity) as quantity
    from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id where f.status <> 'cancelled' group by l.order_line_id
  ), owed as (
    select id, order_id, variant_id, case tracked when 1 then quantity - fulfilled - cancelled else 0 end as open from order_lines
  )
  select w.id as subject,
    'order line ' || w.id || ' of ' || w.order_id || ' still owes ' || w.open || ', but ' || coalesce(p.open, 0) || ' are promised to it' as cause,
    json_object('kind', 'line', 'orderId', w.order_id, 'lineId', w.id, 'variantId', w.variant_id, 'owed', w.open, 'promised', coalesce(p.open, 0)) as data
  from owed w left join promised p on p.order_line_id = w.id
  where w.open <> coalesce(p.open, 0)
  union all
  select w.id, 'order line ' || w.id || ' of ' || w.order_id || ' counts ' || w.fulfilled || ' as sent, its promises ' || coalesce(s.fulfilled, 0),
    json_object('kind', 'sent', 'orderId', w.order_id, 'lineId', w.id)
  from order_lines w left join sent s on s.order_line_id = w.id
  where w.tracked = 1 and w.fulfilled <> coalesce(s.fulfilled, 0)
  union all
  select w.id, 'order line ' || w.id || ' of ' || w.order_id || ' has ' || (w.quantity - w.cancelled) || ' to be sent and ' || w.fulfilled || ' sent, its work says ' ||
      coalesce(k.quantity, 0) || ' and ' || coalesce(k.fulfilled, 0),
    json_object('kind', 'work', 'orderId', w.order_id, 'lineId', w.id)
  from order_lines w left join work k on k.order_line_id = w.id
  where w.quantity - w.cancelled <> coalesce(k.quantity, 0) or w.fulfilled <> coalesce(k.fulfilled, 0)
  union all
  select w.id, 'order line ' || w.id || ' of ' || w.order_id || ' counts ' || w.fulfilled || ' as sent, its parcels hold ' || coalesce(p.quantity, 0),
    json_object('kind', 'parcels', 'orderId', w.order_id, 'lineId', w.id)
  from order_lines w left join parcels p on p.order_line_id = w.id
  where w.fulfilled <> coalesce(p.quantity, 0)
  union all
  select r.id, 'reservation ' || r.id || ' is promised to an order line that does not exist',
    json_object('kind', 'lost', 'reservationId', r.id, 'orderId', r.order_id)
  from reservations r left join order_lines w on w.id = r.order_line_id
  where r.status = 'committed' and w.id is null
  union all
  select r.id, 'reservation ' || r.id || ' is held for cart ' || r.cart_id || ', which is ' || coalesce(c.status, 'gone'),
    json_object('kind', 'hold', 'reservationId', r.id, 'cartId', r.cart_id)
  from reservations r left join carts c on c.id = r.cart_id
  where r.status = 'held' and (c.status = 'completed' or (c.id is null and r.expires_at > ${NOW}))`

const reserved = `create view integrity_reserved as
  with live as (
    select variant_id, location_id,
      sum(case status when 'held' then quantity else 0 end) as reserved,
      sum(case status when 'committed' then quantity - fulfilled - cancelled else 0 end) as committed
    from reservations where status in ('held', 'committed') group by variant_id, location_id
  )
  select l.variant_id || ' at ' || l.location_id as subject,
    'the reservations of ' || l.variant_id || ' at ' || l.location_id || ' hold ' || coalesce(r.reserved, 0) || ' and promise ' || coalesce(r.committed, 0) ||
      ', the level says reserved ' || l.reserved || ' and committed ' || l.committed as cause,
    json_object('kind', 'reserved', 'variantId', l.variant_id, 'locationId', l.location_id,
      'reserved', coalesce(r.reserved, 0) - l.reserved, 'committed', coalesce(r.committed, 0) - l.committed) as data
  from inventory_levels l left join live r on r.variant_id = l.variant_id and r.location_id = l.location_id
  where l.reserved <> coalesce(r.reserved, 0) or l.committed <> coalesce(r.committed, 0)`

const single = `create view integrity_single as
  select external_source || ' ' || external_id as subject,
    external_source || ' order ' || external_id || ' became ' || count(*) || ' orders' as cause,
    json_object('kind', 'external', 'orders', json_group_array(id)) as data
  from orders where external_id is not null group by external_source, external_id having count(*) > 1
  union all
  select cart_id, 'cart ' || cart_id || ' became ' || count(*) || ' orders', json_object('kind', 'cart', 'orders', json_group_array(id))
  from orders where cart_id is not null group by cart_id having count(*) > 1
  union all
  select number, 'order number ' || number || ' was given ' || count(*) || ' times', json_object('kind', 'number', 'orders', json_group_array(id))
  from orders group by number having count(*) > 1
  union all
  select c.id, 'cart ' || c.id || ' is completed, but its order is ' || case when o.id is null then 'missing' else 'of another cart' end,
    json_object('kind', 'completed', 'cartId', c.id, 'orderId', c.order_id)
  from carts c left join orders o on o.id = c.order_id
  where c.status = 'completed' and o.cart_id is not c.id
  union all
  select o.id, 'order ' || o.number || ' was placed from cart ' || c.id || ', which is still ' || c.status,
    json_object('kind', 'reused', 'cartId', c.id, 'orderId', o.id)
  from orders o join carts c on c.id = o.cart_id
  where c.status <> 'completed'
  union all
  select provider || ' ' || kind || ' ' || ref, 'the ' || kind || ' ' || ref || ' of ' || provider || ' is booked ' || count(*) || ' times',
    json_object('kind', 'payment', 'transactions', json_group_array(id))
  from payment_transactions where ref is not null group by provider, kind, ref having count(*) > 1`

const commands = `create view integrity_commands as
  select id as subject, 'command ' || id || ' is there ' || count(*) || ' times' as cause, json_object('kind', 'twice', 'commandId', id) as data
  from commands group by id having count(*) > 1
  union all
  select e.id, 'event ' || e.id || ' comes from command ' || e.command_id || ', which never happened',
    json_object('kind', 'event', 'number', e.number, 'commandId', e.command_id)
  from events e
  where e.command_id is not null and e.occurred_at >= ${REMEMBERED} and not exists (select 1 from commands c where c.id = e.command_id)
  union all
  select 'movement ' || m.number, 'movement ' || m.number || ' comes from command ' || m.command_id || ', which never happened',
    json_object('kind', 'movement', 'number', m.number, 'commandId', m.command_id)
  from stock_movements m
  where m.created_at >= ${REMEMBERED} and not exists (select 1 from commands c where c.id = m.command_id)
  union all
  select c.id, 'command ' || c.id || ' placed order ' || (c.result ->> 'orderId') || ', which does not exist',
    json_object('kind', 'order', 'commandId', c.id)
  from commands c
  where c.name = 'order.place' and c.result ->> 'orderId' is not null and not exists (select 1 from orders o where o.id = c.result ->> 'orderId')`

const outbox = `create view integrity_outbox as
  select name as subject, 'consumer ' || name || ' has read up to ' || cursor || ', beyond the last event' as cause,
    json_object('kind', 'cursor', 'consumer', name, 'cursor', cursor) as data
  from event_consumers where cursor > coalesce((select seq from sqlite_sequence where name = 'events'), 0)
  union all
  select p.consumer || ' ' || p.number, 'event ' || p.number || ' is parked for ' || p.consumer || ', which has not read so far',
    json_object('kind', 'parked', 'consumer', p.consumer, 'number', p.number)
  from event_parked p join event_consumers c on c.name = p.consumer
  where p.number > c.cursor
  union all
  select p.consumer || ' ' || p.number, 'event ' || p.number || ' is parked for ' || p.consumer || ' among those of ' || p.aggregate || ', but is about ' || e.aggregate,
    json_object('kind', 'misfiled', 'consumer', p.consumer, 'number', p.number)
  from event_parked p join events e on e.number = p.number
  where p.aggregate <> e.aggregate
  union all
  select o.id, 'order ' || o.number || ' was announced ' || count(e.number) || ' times', json_object('kind', 'announced', 'orderId', o.id)
  from orders o left join events e on e.aggregate = o.id and e.name = 'order.placed'
  where o.created_at > (select min(occurred_at) from events)
  group by o.id having count(e.number) <> 1`

const money = `create view integrity_money as
  with sums as (
    select order_id, sum(amount) as amount, sum(adjustment) as adjustment, sum(tax) as tax, sum(quantity) as quantity,
      sum(fulfilled) as fulfilled, sum(cancelled) as cancelled, sum(returned) as returned
    from order_lines group by order_id
  ), carriage as (
    select id, case when cancelled = quantity then 0 else coalesce(delivery ->> 'amount', 0) end as amount,
      case when cancelled = quantity then 0 else coalesce(delivery ->> 'adjustment', 0) end as adjustment,
      coalesce(delivery ->> 'tax', 0) as tax
    from orders
  ), paid as (
    select order_id, sum(captured) as captured, sum(refunded) as refunded
    from payment_sessions where order_id is not null group by order_id
  ), booked as (
    select session_id, sum(case when kind = 'capture' and status = 'succeeded' then amount else 0 end) as captured,
      sum(case when kind = 'capture' and status = 'pending' then amount else 0 end) as capturing,
      sum(case when kind = 'refund' and status = 'succeeded' then amount else 0 end) as refunded,
      sum(case when kind = 'refund' and status = 'pending' then amount else 0 end) as refunding
    from payment_transactions group by session_id
  )
  select o.id as subject,
    'the totals of order ' || o.number || ' are not the sums of its lines and delivery: lines ' || o.lines_total || '/' || s.amount ||
      ', adjustments ' || o.adjustments_total || '/' || (s.adjustment + d.adjustment) || ', shipping ' || o.shipping_total || '/' || d.amount ||
      ', tax ' || o.tax_total || '/' || (s.tax + d.tax) as cause,
    json_object('kind', 'totals', 'orderId', o.id) as data
  from orders o join sums s on s.order_id = o.id join carriage d on d.id = o.id
  where (o.lines_total, o.adjustments_total, o.shipping_total, o.tax_total) is not (s.amount, s.adjustment + d.adjustment, d.amount, s.tax + d.tax)
  union all
  select id, 'the total of order ' || number || ' is not lines, adjustments, shipping and tax together', json_object('kind', 'total', 'orderId', id)
  from orders
  where total <> lines_total + adjustments_total + shipping_total + case prices_include_tax when 1 then 0 else tax_total end
  union all
  select o.id, 'the quantities of order ' || o.number || ' are not those of its lines', json_object('kind', 'quantities', 'orderId', o.id)
  from orders o left join sums s on s.order_id = o.id
  where (o.quantity, o.fulfilled, o.cancelled, o.returned) is not (s.quantity, s.fulfilled, s.cancelled, s.returned)
  union all
  select id, 'payment ' || id || ' took or gave back more than it had: authorized ' || authorized || ', captured ' || captured || ', refunded ' || refunded,
    json_object('kind', 'session', 'sessionId', id)
  from payment_sessions
  where captured + capturing + voided + voiding > authorized or refunded + refunding > captured or authorized > amount
  union all
  select p.id, 'payment ' || p.id || ' is not the sum of its transactions: captured ' || p.captured || '/' || coalesce(b.captured, 0) ||
      ', refunded ' || p.refunded || '/' || coalesce(b.refunded, 0),
    json_object('kind', 'transactions', 'sessionId', p.id)
  from payment_sessions p left join booked b on b.session_id = p.id
  where (p.captured, p.capturing, p.refunded, p.refunding)
    is not (coalesce(b.captured, 0), coalesce(b.capturing, 0), coalesce(b.refunded, 0), coalesce(b.refunding, 0))
  union all
  select o.id, 'order ' || o.number || ' counts more money than its payments took: captured ' || o.captured || '/' || p.captured ||
      ', refunded ' || o.refunded || '/' || p.refunded,
    json_object('kind', 'paid', 'orderId', o.id)
  from orders o join paid p on p.order_id = o.id
  where o.captured > p.captured or o.refunded > p.refunded`

const references = `create view integrity_references as
  select e.id as subject, 'event ' || e.name || ' ' || e.id || ' is about order ' || (e.data ->> 'orderId') || ', which does not exist' as cause,
    json_object('kind', 'event', 'number', e.number) as data
  from events e
  where e.data ->> 'orderId' is not null and not exists (select 1 from orders o where o.id = e.data ->> 'orderId')
  union all
  select e.id, 'event ' || e.name || ' ' || e.id || ' is about payment ' || (e.data ->> 'sessionId') || ', which does not exist',
    json_object('kind', 'event', 'number', e.number)
  from events e
  where e.name like 'payment.%' and not exists (select 1 from payment_sessions p where p.id = e.data ->> 'sessionId')
  union all
  select e.id, 'event ' || e.name || ' ' || e.id || ' is about variant ' || (e.data ->> 'variantId') || ', which does not exist',
    json_object('kind', 'event', 'number', e.number)
  from events e
  where e.name like 'stock.%' and e.data ->> 'variantId' is not null
    and not exists (select 1 from product_variants v where v.id = e.data ->> 'variantId')
  union all
  select r.id, 'reservation ' || r.id || ' belongs to order ' || r.order_id || ', which does not exist', json_object('kind', 'reservation', 'reservationId', r.id)
  from reservations r left join orders o on o.id = r.order_id
  where r.order_id is not null and o.id is null
  union all
  select p.id, 'payment ' || p.id || ' belongs to order ' || p.order_id || ', which does not exist', json_object('kind', 'payment', 'sessionId', p.id)
  from payment_sessions p left join orders o on o.id = p.order_id
  where p.order_id is not null and o.id is null
  union all
  select f.id, 'work ' || f.id || ' is planned at location ' || f.location_id || ', which does not exist', json_object('kind', 'work', 'fulfillmentOrderId', f.id)
  from fulfillment_orders f left join stock_locations l on l.id = f.location_id
  where f.location_id is not null and l.id is null`

const storage = `create view integrity_storage as
  select k."table" || ' row ' || coalesce(k.rowid, '?') as subject,
    'a row of ' || k."table" || ' names a row of ' || k.parent || ' that does not exist' as cause,
    json_object('kind', 'foreignKey', 'table', k."table", 'row', k.rowid, 'parent', k.parent) as data
  from pragma_foreign_key_check k
  union all
  select 'file', 'the database file is damaged: ' || i.integrity_check, json_object('kind', 'file')
  from pragma_integrity_check i where i.integrity_check <> 'ok'`

export const integrity: Migration = {
  name: '0017_integrity',
  statements: [ledger, bounds, promises, reserved, single, commands, outbox, money, references, storage],
}
