import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OrderShop, openOrderShop } from '../orders/fixtures/shop.ts'
import { assertInvariants } from '../testing/invariants.ts'
import { breakBy, liveliness } from './fixtures/broken.ts'
import { checkInvariants, invariants } from './invariants.ts'
import type { InvariantId } from './model.ts'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop({ isBroken: true })
})
afterEach(() => shop.close())

/** The ledger keeps itself from being written to. */
const UNGUARDED = ['apply', 'keep', 'stay'].map((name) => `drop trigger stock_movements_${name}`)

const report = async (only: InvariantId) =>
  (await checkInvariants(shop.app.db, { only: [only] })).violations.flatMap(({ rows }) => rows)

describe('the invariants', () => {
  it('hold in an empty shop and in one where everything happened', async () => {
    expect(await checkInvariants(shop.app.db)).toEqual({ ok: true, violations: [] })
    await liveliness(shop)
    expect(await checkInvariants(shop.app.db)).toEqual({ ok: true, violations: [] })
    await assertInvariants(shop.app)
    await shop.balanced()
  })

  it('leave a debt to who dismissed its task', async () => {
    await liveliness(shop)
    const dismiss =
      "update stock_tasks set status = 'done', resolution = 'dismissed', closed_at = ? where status = 'open'"
    await shop.app.db.batch([{ sql: dismiss, args: [shop.app.now()] }])
    expect(await report('I2')).toEqual([])
  })

  it('do not take a search that was written to for a damaged one', async () => {
    const texts = "insert into browse_search (rowid, title, words) values (?, ?, 'some words')"
    for (let round = 0; round < 100; round += 1) {
      const ids = [9_001, 9_002, 9_003, 9_004]
      await shop.app.db.batch([
        ...ids.map((id) => ({ sql: 'delete from browse_search where rowid = ?', args: [id] })),
        ...ids.map((id) => ({ sql: texts, args: [id, `hive ${id} ${round}`] })),
      ])
      expect(await report('I10'), `round ${round}`).toEqual([])
    }
  })

  const broken: readonly (readonly [InvariantId, string, readonly string[], string])[] = [
    [
      'I1',
      'a level that somebody wrote to',
      ['update inventory_levels set on_hand = on_hand + 7 where on_hand > 0'],
      'is not the sum of its ledger: on_hand',
    ],
    [
      'I1',
      'a ledger row that is gone',
      ["delete from stock_movements where kind = 'commit'"],
      'is not the sum of its ledger',
    ],
    [
      'I1',
      'a ledger row without a level',
      [
        "insert into stock_movements select 9999, null, 'var_x', location_id, 1, 0, 0, 0, 0, 0, kind, reason, note, cause_type, cause_id, reservation_id, actor_kind, actor_id, command_id, created_at from stock_movements limit 1",
      ],
      'where there is no level',
    ],
    [
      'I1',
      'a ledger row that was slipped in',
      [
        'insert into stock_movements select 9999, null, variant_id, location_id, 0, 0, 0, 0, 0, 0, kind, reason, note, cause_type, cause_id, reservation_id, actor_kind, actor_id, command_id, created_at from stock_movements limit 1',
      ],
      'does not name the one before it',
    ],
    [
      'I2',
      'more promised than there is',
      ['update inventory_levels set committed = on_hand + 5 where on_hand > 0'],
      'than is there',
    ],
    ['I2', 'a debt that nobody was told of', ['delete from stock_tasks'], 'nobody was asked to see to it'],
    [
      'I2',
      'a debt that rose after somebody put it aside',
      ["update stock_tasks set status = 'done', resolution = 'dismissed', closed_at = 1"],
      'nobody was asked to see to it',
    ],
    [
      'I3',
      'an order line whose promise is gone',
      ["delete from reservations where status = 'committed'"],
      'still owes 3, but 0 are promised',
    ],
    [
      'I3',
      'a promise that is too large',
      ["update reservations set quantity = quantity + 1 where status = 'committed'"],
      'are promised to it',
    ],
    [
      'I3',
      'a promise to nobody',
      ["update reservations set order_line_id = 'orl_x' where status = 'committed'"],
      'an order line that does not exist',
    ],
    ['I3', 'a hold of a cart that is gone', ["delete from carts where status = 'open'"], 'which is gone'],
    [
      'I3',
      'goods that were sent twice',
      ['update order_lines set fulfilled = fulfilled + 1 where fulfilled > 0'],
      'as sent, its parcels hold',
    ],
    ['I3', 'work that is too little', ['update fulfillment_order_lines set quantity = quantity - 1'], 'its work says'],
    [
      'I4',
      'a reservation that no level counts',
      ["update reservations set quantity = quantity + 1 where status = 'held'"],
      'the level says reserved',
    ],
    [
      'I5',
      'one cart in two orders',
      [
        'drop index orders_cart',
        'update orders set cart_id = (select cart_id from orders where cart_id is not null limit 1)',
      ],
      'became',
    ],
    [
      'I5',
      'one outside order twice',
      ['drop index orders_external', "update orders set external_source = 'bazaar', external_id = '1'"],
      'bazaar order 1 became',
    ],
    [
      'I5',
      'a completed cart without an order',
      ["update carts set order_id = 'ord_x' where status = 'completed'"],
      'its order is missing',
    ],
    [
      'I5',
      'a cart that can be bought again',
      ["update carts set status = 'open', order_id = null, completed_at = null"],
      'which is still open',
    ],
    [
      'I5',
      'one capture booked twice',
      [
        'drop index payment_transactions_ref',
        "update payment_transactions set ref = 'same' where kind = 'authorize' and provider = 'manual'",
      ],
      'is booked',
    ],
    [
      'I6',
      'an event without its command',
      ["delete from commands where name = 'order.cancel'"],
      'which never happened',
    ],
    ['I6', 'an order that was acknowledged and lost', ['delete from orders'], 'which does not exist'],
    [
      'I7',
      'a consumer that is ahead of its events',
      ['update event_consumers set cursor = cursor + 1000'],
      'beyond the last event',
    ],
    [
      'I7',
      'an event that is parked too early',
      [
        "insert into event_parked select name, (select max(number) from events), (select aggregate from events order by number desc limit 1), 'waiting', 1, 0, null, 0 from event_consumers limit 1",
        'update event_consumers set cursor = 0',
      ],
      'which has not read so far',
    ],
    [
      'I7',
      'an event that is parked under another name',
      [
        "insert into event_parked select name, (select min(number) from events), 'someone', 'waiting', 1, 0, null, 0 from event_consumers limit 1",
      ],
      'but is about',
    ],
    [
      'I7',
      'an order that nobody was told of',
      [
        "delete from events where name = 'order.placed'",
        'update events set occurred_at = 0 where number = (select min(number) from events)',
      ],
      'was announced 0 times',
    ],
    [
      'I8',
      'a total that is not its sum',
      ['update orders set total = total + 1'],
      'is not lines, adjustments, shipping and tax together',
    ],
    [
      'I8',
      'lines that cost something else',
      ['update order_lines set amount = amount + 1'],
      'are not the sums of its lines',
    ],
    ['I8', 'tax that nobody owes', ['update order_lines set tax = tax + 1'], 'are not the sums of its lines'],
    ['I8', 'quantities that differ', ['update orders set quantity = quantity + 1'], 'are not those of its lines'],
    [
      'I8',
      'more captured than was promised',
      ['update payment_sessions set captured = authorized + 1 where authorized > 0'],
      'took or gave back more than it had',
    ],
    [
      'I8',
      'a capture that was never booked',
      ["delete from payment_transactions where kind = 'capture'"],
      'is not the sum of its transactions',
    ],
    [
      'I8',
      'an order with more money than was paid',
      ['update orders set captured = captured + 1'],
      'counts more money than its payments took',
    ],
    ['I9', 'an event about nothing', ['delete from orders'], 'which does not exist'],
    [
      'I9',
      'a payment of no order',
      ["update payment_sessions set order_id = 'ord_x' where order_id is not null"],
      'belongs to order ord_x',
    ],
    ['I9', 'work at no location', ["update fulfillment_orders set location_id = 'loc_x'"], 'planned at location loc_x'],
    ['I9', 'stock of no variant', ['delete from product_variants'], 'about variant'],
    ['I10', 'a line without its order', ['delete from orders'], 'names a row of orders that does not exist'],
    [
      'I10',
      'a number out of its bounds',
      ['update inventory_levels set reserved = -1 where on_hand > 0'],
      'CHECK constraint failed in inventory_levels',
    ],
  ]

  it.each(broken)('%s finds %s', async (id, _, statements, cause) => {
    await liveliness(shop)
    breakBy(shop, ...UNGUARDED, ...statements)
    const causes = (await report(id)).map((row) => row.cause)
    expect(causes).toContainEqual(expect.stringContaining(cause))
    for (const text of causes) expect(text).not.toContain('null')
  })

  it('each have a twin that breaks them', () => {
    expect([...new Set(broken.map(([id]) => id))]).toEqual(invariants.map(({ id }) => id))
  })

  it('list so many rows and no more', async () => {
    await liveliness(shop)
    breakBy(shop, 'update orders set total = total + 1')
    const { ok, violations } = await checkInvariants(shop.app.db, { limit: 2 })
    expect(ok).toBe(false)
    expect(violations.find(({ invariant }) => invariant === 'I8')?.rows).toHaveLength(2)
    await expect(assertInvariants(shop.app)).rejects.toThrow('I8 the total of order VT-')
  })
})
