import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAtCart } from '../../packages/core/src/carts/service.ts'
import {
  type Dispatcher,
  defineEvent,
  emit,
  on,
  startDispatcher,
  subscription,
} from '../../packages/core/src/events/index.ts'
import { endExpiredHolds } from '../../packages/core/src/inventory/index.ts'
import { parseCron } from '../../packages/core/src/jobs/cron.ts'
import {
  type App,
  contribute,
  createIds,
  DAY,
  iso,
  MINUTE,
  openServerClock,
  run,
  type ServerClock,
  systemContext,
} from '../../packages/core/src/kernel/index.ts'
import { assertInvariants, openTestApp } from '../../packages/core/src/testing/index.ts'
import type { Action } from './actions.ts'
import { act } from './fixtures/act.ts'
import { look } from './fixtures/look.ts'
import { services } from './fixtures/services.ts'
import { figures } from './fixtures/settings.ts'
import { openWorld, type World } from './fixtures/world.ts'

const HOLD = 15 * MINUTE
const CART_LIFE = 30 * DAY
const SKEW = 5 * MINUTE

/** A process on the same database whose clock is ahead of the others. */
function ahead(app: App, by: number): App {
  const now = () => app.now() + by
  return { ...app, now, newId: createIds({ now }) }
}

describe('time', () => {
  const zone = process.env.TZ
  let world: World
  let ended = 0
  afterEach(async () => {
    await world.settle()
    await assertInvariants(world.app)
    await world.close()
  })
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    figures('clocks', { 'holds ended once': ended })
  })

  const doing = async (...actions: readonly Action[]) => {
    for (const action of actions) expect(await act(world, services, action), JSON.stringify(action)).toBe('done')
  }
  const fill = () => doing({ do: 'put', cart: 'cart A', sku: 'frame', quantity: 3 }, { do: 'deliver', cart: 'cart A' })
  const held = async () => (await look(world)).promises.length
  const end = (app: App = world.app) => endExpiredHolds(systemContext(app))
  /** How often the ledger gave a hold back. */
  const givenBack = async () =>
    Number((await world.app.db.raw("select count(*) from stock_movements where kind = 'expire'"))[0]?.[0])

  const moments = [
    ['Europe/Warsaw', 'clocks go forward', '2026-03-29T01:00:00Z'],
    ['Europe/Warsaw', 'clocks go back', '2026-10-25T01:00:00Z'],
    ['America/New_York', 'clocks go back', '2026-11-01T06:00:00Z'],
    ['Europe/Warsaw', 'a leap day begins', '2028-02-28T23:00:00Z'],
    ['Pacific/Apia', 'a leap day ends', '2028-03-01T00:00:00Z'],
    ['Europe/Warsaw', 'a year ends', '2026-12-31T23:00:00Z'],
  ] as const

  it.each(moments)('holds and carts end to the millisecond in %s when %s', async (name, _, at) => {
    process.env.TZ = name
    world = await openWorld({ now: Date.parse(at) - 7 * MINUTE, isBroken: true })
    await fill()
    const start = world.clock.now()
    world.clock.set(start + HOLD - 1)
    expect([await end(), await held()]).toEqual([0, 1])
    world.clock.set(start + HOLD)
    expect([await end(), await held(), await end(), await givenBack()]).toEqual([1, 0, 0, 1])
    ended += 1
    const cartId = world.carts.get('cart A') ?? ''
    world.clock.set(start + CART_LIFE - 1)
    expect((await lookAtCart(world.ctx(), cartId)).lines).toHaveLength(1)
    world.clock.set(start + CART_LIFE)
    await expect(lookAtCart(world.ctx(), cartId)).rejects.toMatchObject({ code: 'carts.notFound' })
  })

  it('jumps a day ahead and back: a hold ends once and is not revived, and its buyer still gets what is there', async () => {
    world = await openWorld({ isBroken: true })
    await fill()
    const start = world.clock.now()
    world.clock.set(start - DAY)
    expect([await end(), await held()]).toEqual([0, 1])
    world.clock.set(start + DAY)
    expect(await end()).toBe(1)
    world.clock.set(start + MINUTE)
    expect([await end(), await held(), await givenBack()]).toEqual([0, 0, 1])
    ended += 1
    await doing({ do: 'deliver', cart: 'cart A' }, { do: 'buy', cart: 'cart A', isPaid: true })
    expect((await look(world)).levels['frame/north']).toMatchObject({ onHand: 8, committed: 3, reserved: 0 })
  })

  it('keeps ids, the ledger and orders in their sequence when the clock goes back a day', async () => {
    world = await openWorld({ isBroken: true })
    for (const jump of [0, -DAY, DAY, -DAY, 0]) {
      world.clock.advance(jump)
      await doing({ do: 'draft', lines: [{ sku: 'queen', quantity: 1 }] })
    }
    const ids = (await world.app.db.raw('select id from orders order by cast(substr(number, 4) as integer)')).map(
      String,
    )
    expect(ids).toEqual([...ids].sort())
    expect(ids).toEqual(world.orders)
    const times = (await world.app.db.raw('select created_at from stock_movements order by number')).map(Number)
    expect(times).not.toEqual([...times].sort((a, b) => a - b))
  })

  /** When two processes end a hold, in milliseconds after it began; each looks at all these moments. */
  async function endOf(nodes: (world: World) => Promise<readonly App[]>): Promise<number | undefined> {
    world = await openWorld({ isBroken: true })
    const processes = await nodes(world)
    await fill()
    const start = world.clock.now()
    for (const moment of [HOLD - SKEW - 1, HOLD - SKEW, HOLD - 1, HOLD, HOLD + SKEW]) {
      world.clock.set(start + moment)
      await Promise.all(processes.flatMap((node) => [end(node), end(node)]))
      if ((await held()) === 0) return moment
    }
    return undefined
  }

  it('of two machines differs by five minutes: their processes go by the server and end a hold once, to the millisecond', async () => {
    const clocks: ServerClock[] = []
    const node = async (at: World, bootedAt: number) => {
      const server = { raw: async () => [[at.clock.now()]] }
      const clock = await openServerClock(server, { elapsed: () => at.clock.now() - bootedAt })
      clocks.push(clock)
      return { ...at.app, now: clock.now, newId: createIds({ now: clock.now }) }
    }
    expect(await endOf((at) => Promise.all([node(at, 0), node(at, SKEW), node(at, -DAY)]))).toBe(HOLD)
    for (const clock of clocks) clock.stop()
    expect(await givenBack()).toBe(1)
    ended += 1
    await doing({ do: 'buy', cart: 'cart A', isPaid: false })
    expect((await look(world)).levels['frame/north']).toMatchObject({ onHand: 8, committed: 3, reserved: 0 })
  })

  it('of two machines would be seen to differ if each process went by its own: the hold ends early', async () => {
    expect(await endOf(async ({ app }) => [app, ahead(app, SKEW)])).toBe(HOLD - SKEW)
  })
})

describe('a schedule', () => {
  it.each(['Europe/Warsaw', 'America/New_York', 'Pacific/Apia'])(
    'comes once a day in %s, all through a leap year',
    (zone) => {
      const before = process.env.TZ
      process.env.TZ = zone
      const daily = parseCron('30 2 * * *')
      let time = Date.UTC(2028, 0, 1)
      const days = Array.from({ length: 366 }, () => {
        time = daily.next(time)
        return iso(time)
      })
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
      expect(new Set(days.map((day) => day.slice(0, 10))).size).toBe(366)
      expect(days.every((day) => day.endsWith('T02:30:00.000Z'))).toBe(true)
      expect(iso(parseCron('0 0 29 2 *').next(Date.UTC(2026, 0, 1)))).toBe('2028-02-29T00:00:00.000Z')
    },
  )
})

const rang = defineEvent<{ nth: number }>('test.rang')

describe('events of two processes whose clocks differ and jump', () => {
  const heard: number[] = []
  const hear = on(rang, {
    name: 'test/hear',
    run: ({ data }) => {
      heard.push(data.nth)
    },
  })
  let test: Awaited<ReturnType<typeof openTestApp>>
  const dispatchers: Dispatcher[] = []
  beforeAll(async () => {
    test = await openTestApp({ contributes: [contribute(subscription, hear)] })
  })
  afterAll(async () => {
    for (const one of dispatchers) await one.stop()
    await test.close()
  })
  const ring = (app: App, nth: number) =>
    run(systemContext(app), {
      name: 'test.ring',
      plan: (commandId) => ({
        result: null,
        statements: [emit(systemContext(app), rang, { aggregate: 'bell', data: { nth }, commandId })],
      }),
    })

  it('are heard once each, in the order of their numbers and not of their times', async () => {
    const nodes = [test.app, ahead(test.app, SKEW)]
    for (const node of nodes) dispatchers.push(await startDispatcher(node))
    const all = Array.from({ length: 60 }, (_, nth) => nth)
    for (const nth of all) {
      await ring(nodes[nth % 2] as App, nth)
      test.clock.advance(nth === 20 ? -DAY : nth === 40 ? DAY : 1)
    }
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(all.length)
    for (const one of dispatchers) await one.idle()
    expect(heard).toEqual(all)
    const times = (await test.app.db.raw('select occurred_at from events order by number')).map(Number)
    expect(times).not.toEqual([...times].sort((a, b) => a - b))
    figures('events of skewed clocks', { rung: all.length, heard: heard.length })
  })
})
