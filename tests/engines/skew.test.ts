import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { type Commerce, createCommerce } from '../../packages/core/src/commerce.ts'
import { HOUR, MINUTE, SECOND } from '../../packages/core/src/kernel/index.ts'
import { exit, forkModule } from '../../packages/core/src/testing/fixtures/fork.ts'
import { courier } from '../fixtures/courier.ts'
import { buy, hold } from './fixtures/buyer.ts'
import { describeServer, type Server } from './fixtures/server.ts'

/** Two machines are so far apart, one as much behind as the other is ahead. */
const SKEW = 5 * MINUTE
/** Jobs that are due are looked for every second. */
const TWO_LOOKS = 2_200
const JOB = 'test/endless'
const SHORT = '409 inventory.insufficient'

interface Machine {
  readonly child: ChildProcess
  readonly url: string
  /** How often the endless job began here. */
  readonly began: () => number
}

describeServer('two processes whose machines differ by five minutes', (server) => {
  const machines: Machine[] = []
  afterEach(async () => {
    for (const { child } of machines.splice(0)) {
      child.kill('SIGKILL')
      await exit(child)
    }
  })
  const start = async (ahead: number, clock = '') => {
    const machine = await startMachine(server, [String(ahead), clock])
    machines.push(machine)
    return machine
  }

  /** What people of such a shop see; `clock` names whose time its processes go by. */
  async function story(clock: 'server' | 'machine') {
    const shop = await openDesk(server)
    try {
      const slow = await start(-SKEW / 2, clock)
      await shop.makeDue()
      await expect.poll(slow.began, { timeout: 10_000 }).toBe(1)
      const fast = await start(SKEW / 2, clock)
      await sleep(TWO_LOOKS)
      await shop.deliverOne()
      const cart = await hold(() => slow.url, 'HV-1')
      await shop.moveEnd(cart, 2 * MINUTE)
      const early = await buy(() => fast.url, 'HV-1')
      await shop.moveEnd(cart, -SECOND)
      const late = await buy(() => slow.url, 'HV-1')
      return { jobs: slow.began() + fast.began(), early, late }
    } finally {
      await shop.close()
    }
  }

  it('run a job once at a time, and end a hold neither early nor late', { timeout: 60_000 }, async () => {
    expect(await story('server')).toEqual({ jobs: 1, early: { refused: SHORT }, late: { order: expect.any(String) } })
  })

  it('would be caught if each went by its own clock', { timeout: 60_000 }, async () => {
    expect(await story('machine')).toMatchObject({ jobs: 2, early: { order: expect.any(String) } })
  })
})

async function startMachine(server: Server, rest: string[]): Promise<Machine> {
  const { database, dataFolder = '' } = server.options()
  const module = new URL('./fixtures/skewed.ts', import.meta.url)
  const child = forkModule(module, { args: [database.url, dataFolder, ...rest] })
  const said: string[] = []
  child.on('message', (text) => void said.push(String(text)))
  const url = () => said.find((text) => text.startsWith('http'))
  await expect.poll(url, { timeout: 20_000 }).toBeDefined()
  return { child, url: url() ?? '', began: () => said.filter((text) => text === 'began').length }
}

/** The same shop without work in the background: what staff did an hour ago, and where time is moved. */
async function openDesk(server: Server) {
  const secret = 'a secret of the tests, long enough'
  const clock = () => Date.now() - HOUR
  const commerce: Commerce = await createCommerce({ ...server.options(), secret, clock, log: { level: 'silent' } })
  const { db } = commerce.core
  const admin = commerce.call.admin
  await db.batch([{ sql: 'delete from jobs where name = ?', args: [JOB] }])
  if ((await db.raw('select 1 from products')).length === 0) await offer()
  return {
    makeDue: () => db.batch([{ sql: 'update jobs set next_at = 0 where name = ?', args: [JOB] }]),
    deliverOne: () => admin.stock.bulk({ body: { rows: [{ sku: 'HV-1', location: 'main', change: 1 }] } }),
    /** So many milliseconds from now, as everybody's watch says. */
    moveEnd: (cart: string, ms: number) => {
      const sql = "update reservations set expires_at = ? where cart_id = ? and status = 'held'"
      return db.batch([{ sql, args: [Date.now() + ms, cart] }])
    },
    close: () => commerce.close(),
  }

  async function offer() {
    await admin.locations.create({ body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL' } })
    const variants = [{ sku: 'HV-1', weightGrams: 900, prices: [{ currency: 'EUR', amount: 12_000 }] }]
    await admin.products.bulk({ body: { products: [{ handle: 'hive', title: 'Hive', status: 'active', variants }] } })
    await admin.delivery.create({ body: courier })
  }
}
