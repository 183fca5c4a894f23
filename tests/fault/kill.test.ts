import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { startDispatcher } from '../../packages/core/src/events/index.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { type Database, isProblem, openDatabase, systemContext } from '../../packages/core/src/kernel/index.ts'
import { completeCartOf } from '../../packages/core/src/orders/complete.ts'
import { openOrderShop } from '../../packages/core/src/orders/fixtures/shop.ts'
import { resolvePayments } from '../../packages/core/src/payments/index.ts'
import { exit, forkModule } from '../../packages/core/src/testing/fixtures/fork.ts'

const ROUNDS = Number(process.env.VITRINE_KILLS ?? 20)
/** Acknowledged operations of a round before its process may be killed. */
const LEAST = 200
const SEED = Number(process.env.VITRINE_SEED ?? Math.floor(Math.random() * 2 ** 31))

let folder: string
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-kill-'))
  url = `file:${join(folder, 'shop.db')}`
  const shop = await openOrderShop({
    goods: [
      { sku: 'HIVE', amount: 12_000, stock: 1_000_000 },
      { sku: 'VEIL', amount: 1_999, stock: 1_000_000, taxClass: 'reduced' },
    ],
  })
  for (const part of ['', '-wal']) copyFileSync(join(shop.folder, `shop.db${part}`), join(folder, `shop.db${part}`))
  await shop.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the killed processes promised, and what they had under way. */
interface Promised {
  readonly orders: Map<string, string>
  readonly cancelled: Set<string>
  readonly shipped: Set<string>
  readonly inDoubt: Set<string>
  /** Carts whose payment never reached the provider. */
  readonly open: Set<string>
}

describe('a shop that is killed again and again', () => {
  it('loses and doubles nothing that it acknowledged', { timeout: 15 * 60_000 }, async () => {
    const promised: Promised = {
      orders: new Map(),
      cancelled: new Set(),
      shipped: new Set(),
      inDoubt: new Set(),
      open: new Set(),
    }
    const random = seeded(SEED)
    let acknowledged = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const heard = await sellUntilKilled(promised, random)
      expect(heard, `round ${round} of seed ${SEED}`).toBeGreaterThanOrEqual(LEAST)
      acknowledged += heard
      const { db } = openDatabase({ url, now: Date.now })
      expect(await checkInvariants(db), `after round ${round} of seed ${SEED}`).toEqual({ ok: true, violations: [] })
      await expectKept(db, promised)
      await db.close()
    }
    expect(promised.orders.size).toBeGreaterThan(ROUNDS * 10)
    expect(Math.min(promised.cancelled.size, promised.shipped.size)).toBeGreaterThan(ROUNDS)
    await expectDecided(promised)
    await expectTold(promised)
    process.stdout.write(
      `${ROUNDS} kills, ${acknowledged} acknowledged, ${promised.orders.size} orders, 0 lost, 0 doubled (seed ${SEED})\n`,
    )
  })
})

/** One process from boot to its death at a random moment after enough was acknowledged. Answers how much that was. */
async function sellUntilKilled(promised: Promised, random: () => number): Promise<number> {
  const asked = [...promised.inDoubt].slice(0, 50)
  const child = forkModule(new URL('./fixtures/shop-process.ts', import.meta.url), { args: [url, ...asked] })
  let heard = 0
  let isDoomed = false
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    note(promised, line.split(' '))
    heard += 1
    if (heard < LEAST || isDoomed) continue
    isDoomed = true
    setTimeout(() => child.kill('SIGKILL'), random() * 150)
  }
  expect(await exit(child)).toMatchObject({ signal: 'SIGKILL' })
  return heard
}

function note(
  { orders, cancelled, shipped, inDoubt, open }: Promised,
  [word, id = '', orderId = '']: readonly string[],
): void {
  if (word === 'ready') inDoubt.add(id)
  if (word === 'open') open.add(id)
  if (word === 'open') inDoubt.delete(id)
  if (word === 'cancelled') cancelled.add(id)
  if (word === 'shipped') shipped.add(id)
  if (word !== 'placed') return
  const before = orders.get(id)
  if (before !== undefined && before !== orderId) throw new Error(`cart ${id} became ${before} and ${orderId}`)
  orders.set(id, orderId)
  inDoubt.delete(id)
}

async function expectKept(db: Database, { orders, cancelled, shipped, open }: Promised): Promise<void> {
  const rows = (await db.raw('select cart_id, id, status, fulfilled from orders')) as [string, string, string, number][]
  const byCart = new Map(rows.map(([cartId, id]) => [cartId, id]))
  expect(rows.length).toBe(byCart.size)
  for (const [cartId, orderId] of orders) expect(byCart.get(cartId)).toBe(orderId)
  const byId = new Map(rows.map(([, id, status, fulfilled]) => [id, { status, fulfilled }]))
  for (const cartId of open) expect(byCart.get(cartId)).toBeUndefined()
  for (const id of cancelled) expect(byId.get(id)?.status).toBe('cancelled')
  for (const id of shipped) expect(byId.get(id)?.fulfilled).toBeGreaterThan(0)
}

function openLater() {
  const clock = () => Date.now() + 60 * 60_000
  return createCommerce({ database: { url }, mode: 'development', log: { level: 'silent' }, clock })
}

/** An hour later it is known of every cart that was being paid when its process died whether it was: it is one order, or open again. */
async function expectDecided(promised: Promised): Promise<void> {
  const commerce = await openLater()
  const ctx = systemContext(commerce.core)
  await resolvePayments(ctx)
  for (const cartId of [...promised.inDoubt]) {
    const fresh = { ...ctx, request: { id: ctx.newId('req') } }
    const status = await completeCartOf(fresh, cartId).then(
      (done) => done.status,
      (error: unknown) => (isProblem(error) ? error.code : String(error)),
    )
    expect(['placed', 'payments.declined', 'payments.required'], cartId).toContain(status)
  }
  expect(await checkInvariants(commerce.core.db)).toEqual({ ok: true, violations: [] })
  await expectKept(commerce.core.db, promised)
  await commerce.close()
}

/** Every consumer hears of everything once, however often its process died: one mail for each order. Later than any lease of the dead. */
async function expectTold({ orders }: Promised): Promise<void> {
  const commerce = await openLater()
  const dispatcher = await startDispatcher(commerce.core)
  await dispatcher.idle()
  const count = async (sql: string) => Number((await commerce.core.db.raw(sql))[0]?.[0])
  expect(await count("select count(*) from event_parked where status = 'dead'")).toBe(0)
  const placed = await count('select count(*) from orders')
  expect(placed).toBeGreaterThanOrEqual(orders.size)
  expect(await count("select count(*) from events where name = 'order.placed'")).toBe(placed)
  expect(await count("select count(*) from mail_messages where template = 'orderConfirmation'")).toBe(placed)
  await dispatcher.stop()
  await commerce.close()
}

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
