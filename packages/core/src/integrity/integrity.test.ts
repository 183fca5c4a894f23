import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fulfillWork } from '../fulfillment/fulfill.ts'
import { workOfOrder } from '../fulfillment/reads.ts'
import { cancelFulfillment } from '../fulfillment/undo.ts'
import { caller } from '../kernel/index.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { completeCartOf } from '../orders/complete.ts'
import { editOrder } from '../orders/edit.ts'
import { type OrderShop, openOrderShop } from '../orders/fixtures/shop.ts'
import { orderWithLines } from '../orders/index.ts'
import { assertInvariants } from '../testing/invariants.ts'
import { admin } from './contract.ts'
import { checkInvariants, invariants } from './invariants.ts'
import type { InvariantId } from './model.ts'
import { repairInvariants } from './repair.ts'
import { adminHandlers } from './routes.ts'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop()
})
afterEach(() => shop.close())

/** A shop in which everything happened: a cart with holds, orders open, sent, edited, cancelled, declined and owed. */
async function liveliness(): Promise<{ open: string; sent: string; cart: string }> {
  const cart = await shop.ready({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 2 }], pay: null })
  const open = await shop.order({ lines: [{ sku: 'VEIL', quantity: 3 }, { sku: 'EBOOK' }], pay: 'sandbox_ok' })
  const sent = await shop.order({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 2 }] })
  const [work] = await workOfOrder(shop.ctx, sent)
  const { fulfillmentId } = await fulfillWork(shop.ctx, { id: work?.order.id ?? '', fulfill: {} })
  await cancelFulfillment(shop.ctx, { id: fulfillmentId })
  await fulfillWork(shop.ctx, { id: work?.order.id ?? '', fulfill: {} })
  const owed = await shop.order({ lines: [{ sku: 'HONEY', quantity: 4 }] })
  await cancelOrder(shop.ctx, { id: owed, cancel: {} })
  const edited = await shop.order({
    lines: [
      { sku: 'VEIL', quantity: 4 },
      { sku: 'HONEY', quantity: 2 },
    ],
  })
  const [line] = (await orderWithLines(shop.ctx, edited)).lines
  await editOrder(shop.ctx, {
    id: edited,
    edit: { lines: [{ lineId: line?.id as `orl_${string}`, quantity: 2 }], add: [{ sku: 'HIVE', quantity: 1 }] },
  })
  await completeCartOf(shop.ctx, await shop.ready({ pay: 'sandbox_decline' })).catch(() => undefined)
  await shop.settle()
  return { open, sent, cart }
}

/** Breaks rows as no code of ours could: without constraints, foreign keys and triggers. */
function breakBy(...statements: readonly string[]): void {
  const raw = new Libsql(join(shop.folder, 'shop.db'), { timeout: 1 } as never)
  raw.exec('pragma foreign_keys = off')
  raw.exec('pragma ignore_check_constraints = on')
  raw.exec('drop trigger stock_movements_apply; drop trigger stock_movements_keep; drop trigger stock_movements_stay')
  for (const statement of statements) raw.exec(statement)
  raw.close()
}

const report = async (only: InvariantId) =>
  (await checkInvariants(shop.app.db, { only: [only] })).violations.flatMap(({ rows }) => rows)

describe('the invariants', () => {
  it('hold in an empty shop and in one where everything happened', async () => {
    expect(await checkInvariants(shop.app.db)).toEqual({ ok: true, violations: [] })
    await liveliness()
    expect(await checkInvariants(shop.app.db)).toEqual({ ok: true, violations: [] })
    await assertInvariants(shop.app)
    await shop.balanced()
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
    await liveliness()
    breakBy(...statements)
    const causes = (await report(id)).map((row) => row.cause)
    expect(causes).toContainEqual(expect.stringContaining(cause))
    for (const text of causes) expect(text).not.toContain('null')
  })

  it('each have a twin that breaks them', () => {
    expect([...new Set(broken.map(([id]) => id))]).toEqual(invariants.map(({ id }) => id))
  })

  it('list so many rows and no more', async () => {
    await liveliness()
    breakBy('update orders set total = total + 1')
    const { ok, violations } = await checkInvariants(shop.app.db, { limit: 2 })
    expect(ok).toBe(false)
    expect(violations.find(({ invariant }) => invariant === 'I8')?.rows).toHaveLength(2)
    await expect(assertInvariants(shop.app)).rejects.toThrow('I8 the total of order VT-')
  })
})

describe('the repair', () => {
  const sums = async () =>
    (await shop.app.db.raw('select sum(on_hand), sum(reserved), sum(committed), sum(short) from inventory_levels'))[0]

  /** As the shop was, with its triggers. */
  function breakKeepingTriggers(...statements: readonly string[]): void {
    const raw = new Libsql(join(shop.folder, 'shop.db'))
    raw.exec('pragma foreign_keys = off')
    raw.exec('pragma ignore_check_constraints = on')
    for (const statement of statements) raw.exec(statement)
    raw.close()
  }

  it('has nothing to do in a sound shop', async () => {
    await liveliness()
    const before = await shop.count('select count(*) from stock_movements')
    expect(await repairInvariants(shop.ctx)).toEqual({ repaired: 0, steps: [], after: { ok: true, violations: [] } })
    expect(await shop.count('select count(*) from stock_movements')).toBe(before)
  })

  it('takes levels from their ledger, and says so in the ledger and the audit log', async () => {
    await liveliness()
    const before = await sums()
    breakKeepingTriggers('update inventory_levels set on_hand = on_hand + 7, last_movement = null where on_hand > 0')
    const { repaired, after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(repaired).toBeGreaterThan(0)
    expect(await sums()).toEqual(before)
    expect(
      await shop.count(
        "select count(*) from stock_movements where kind = 'correct' and cause_type = 'integrity' and reason like '%instead of%'",
      ),
    ).toBeGreaterThan(0)
    expect(await shop.count("select count(*) from audit_log where action = 'integrity.repair'")).toBeGreaterThan(0)
  })

  it('gives the ledger what reservations say, as a debt with a task where nothing is left', async () => {
    await liveliness()
    breakKeepingTriggers(
      "update reservations set quantity = quantity + 50 where status = 'held'",
      'update cart_lines set quantity = quantity + 50',
    )
    const { after, steps } = await repairInvariants(shop.ctx, { only: ['I4'] })
    expect(after).toEqual({ ok: true, violations: [] })
    expect(steps.every(({ outcome }) => outcome === 'repaired')).toBe(true)
    expect(await shop.count('select count(*) from inventory_levels where short > 0')).toBeGreaterThan(0)
  })

  it('promises to order lines what they still owe, and takes back what is too much', async () => {
    const { open } = await liveliness()
    breakKeepingTriggers(
      `update reservations set status = 'released', closed_at = 1, order_id = null where order_id = '${open}'`,
    )
    const { after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(
      await shop.count("select count(*) from reservations where order_id = ? and status = 'committed'", open),
    ).toBe(1)
    breakKeepingTriggers(
      `update reservations set quantity = quantity + 2 where order_id = '${open}' and status = 'committed'`,
    )
    expect((await repairInvariants(shop.ctx)).after.ok).toBe(true)
    await shop.balanced()
  })

  it('lets the holds of dead carts and lost promises go', async () => {
    const { cart } = await liveliness()
    breakKeepingTriggers(
      `delete from cart_lines where cart_id = '${cart}'`,
      `delete from carts where id = '${cart}'`,
      "update reservations set order_line_id = 'orl_x' where status = 'committed'",
    )
    const { after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(await shop.count("select count(*) from reservations where cart_id = ? and status = 'held'", cart)).toBe(0)
  })

  it('leaves to people what no stored fact decides, and says so', async () => {
    await liveliness()
    breakKeepingTriggers('update orders set total = total + 1')
    const { repaired, after } = await repairInvariants(shop.ctx)
    expect([repaired, after.ok]).toEqual([0, false])
  })

  it('is asked for through the admin surface', async () => {
    const call = caller(admin, adminHandlers, () => shop.ctx)
    await liveliness()
    breakKeepingTriggers('update inventory_levels set on_hand = on_hand + 1 where on_hand > 0')
    const before = await call.check({})
    expect(before.violations[0]).toMatchObject({
      invariant: 'I1',
      title: 'every level is the sum of its ledger',
      rows: expect.arrayContaining([expect.objectContaining({ cause: expect.any(String) })]),
    })
    expect((await call.repair({ body: { invariants: ['I4'] } })).repaired).toBe(0)
    expect((await call.repair({ body: {} })).after).toEqual({ ok: true, violations: [] })
    expect(await call.check({})).toEqual({ ok: true, violations: [] })
  })
})
