import { describe, expect, it } from 'vitest'
import { GATE_LIMITS } from '../../packages/core/src/http/gate.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { type Database, requestProblems } from '../../packages/core/src/kernel/index.ts'
import { backAfter, crowd, ENOUGH, judgeCrowd, p99, type Round } from './fixtures/crowd.ts'
import { type HttpClient, httpClient } from './fixtures/http-client.ts'
import { type Narrow, type NarrowShop, serveNarrowShop } from './fixtures/narrow-shop.ts'

const SECONDS = Number(process.env.VITRINE_OVERLOAD_SECONDS ?? 2)
/** Writes that may wait, and ten times as many buyers. */
const QUEUE = 20
const CROWD = 10 * QUEUE
const FEW = 4
/** Orders that are served all the same. */
const LEAST = 5

/** Buys in a shop of its own. */
async function inShop<T>(narrow: Narrow, visit: (http: HttpClient, shop: NarrowShop) => Promise<T>): Promise<T> {
  const shop = await serveNarrowShop(narrow)
  const http = httpClient(shop.url)
  try {
    return await visit(http, shop)
  } finally {
    http.close()
    await shop.close()
  }
}

const few = (http: HttpClient) => crowd(http, { buyers: FEW, seconds: 0.5, answers: ENOUGH })

/** The p99 of few buyers who meet no crowd. */
async function normal(http: HttpClient): Promise<number> {
  await crowd(http, { buyers: FEW, seconds: 0.3 })
  return p99((await few(http)).times)
}

interface Meeting extends Narrow {
  readonly seconds: number
  readonly buyers?: number
}

/** Lets a crowd meet a shop. */
const meet = ({ seconds, buyers = CROWD, ...narrow }: Meeting) =>
  inShop(narrow, async (http, shop) => {
    await http.open(buyers)
    return faultsOf(shop, await crowd(http, { buyers, seconds }))
  })

async function faultsOf(shop: NarrowShop, noted: Awaited<ReturnType<typeof crowd>>): Promise<string[]> {
  const lost = [...(await shop.lost('carts', noted.carts)), ...(await shop.lost('orders', noted.orders))]
  return judgeCrowd({ ...noted, lost, least: LEAST })
}

/** Lets few buyers, then a crowd, then few again meet a shop, these at most for so many milliseconds. */
const outlast = ({ seconds, patience, ...narrow }: Meeting & { readonly patience: number }) =>
  inShop(narrow, async (http, shop) => {
    await http.open(CROWD)
    const before = await normal(http)
    const noted = await crowd(http, { buyers: CROWD, seconds })
    const over = performance.now()
    const rounds: Round[] = []
    for (let after = 0; after < patience && backAfter(rounds, before) === undefined; ) {
      rounds.push({ ...(await few(http)), after })
      after = performance.now() - over
    }
    const parked = await shop.db.raw('select consumer, error from event_parked')
    return {
      noted,
      before,
      rounds,
      parked,
      faults: await faultsOf(shop, noted),
      report: await checkInvariants(shop.db),
    }
  })

/** When it seems never to be as before, a new shop tells what is normal now: others may have come to work on this machine. */
async function back({ rounds, before }: Pick<Awaited<ReturnType<typeof outlast>>, 'rounds' | 'before'>) {
  return backAfter(rounds, before) ?? backAfter(rounds, Math.max(before, await inShop({ queue: QUEUE }, normal)))
}

const told = (rounds: readonly Round[]) =>
  rounds.map(
    ({ after, times, refused }) => `${Math.round(after)} ms: p99 ${Math.round(p99(times))} ms, ${refused} refused`,
  )

describe(`ten times as many buyers as may wait, for ${SECONDS} s`, () => {
  it('are served or refused in words, and nothing that they were told is lost', { timeout: 10 * 60_000 }, async () => {
    const met = await outlast({ queue: QUEUE, seconds: SECONDS, patience: 5_000 })
    expect(met.faults).toEqual([])
    expect(met.report).toEqual({ ok: true, violations: [] })
    expect(met.parked, 'events are not refused because buyers are').toEqual([])
    expect(met.noted.refused, 'more than may wait: it was an overload').toBeGreaterThan(QUEUE)
    expect(met.noted.orders.length / met.noted.carts.length, 'who has begun can end').toBeGreaterThan(0.2)
    const soon = await back(met)
    expect(soon, `answers are quick again within 5 s; ${told(met.rounds).join('; ')}`).toBeDefined()
    const { times, refused, carts, orders } = met.noted
    process.stdout.write(
      `L6: ${CROWD} buyers for ${SECONDS} s: ${times.length} answers, ${refused} refused with Retry-After, ${carts.length} carts and ` +
        `${orders.length} orders acknowledged, 0 lost, slowest ${Math.round(Math.max(...times))} ms (normal p99 ${Math.round(met.before)} ms), ` +
        `back after ${Math.round(soon ?? 0)} ms\n`,
    )
  })
})

describe('the judge of a crowd', () => {
  it('catches a server that lets everybody wait', async () => {
    const faults = await meet({ queue: Number.POSITIVE_INFINITY, buyers: GATE_LIMITS.few - 10, seconds: 1 })
    expect(faults).toEqual(['nobody was refused: it was no overload, or everybody waits'])
  })

  it('catches a server that acknowledges what it did not write', async () => {
    let writes = 0
    const forgetful = (db: Database): Database => ({
      ...db,
      write: (command) =>
        command.name === 'cart.create' && ++writes % 5 === 0 ? Promise.resolve({ rows: new Map() }) : db.write(command),
    })
    expect((await meet({ queue: QUEUE, seconds: 1, wrap: forgetful })).join()).toMatch(/acknowledged and lost: \d+/)
  })

  it('catches a server that goes on refusing few buyers', async () => {
    let writes = 0
    const frightened = (db: Database): Database => ({
      ...db,
      async write(command) {
        writes += 1
        if (command.name === 'cart.create' && writes % 10 === 0)
          throw requestProblems.unavailable({ headers: { 'Retry-After': '1' } })
        return db.write(command)
      },
    })
    const met = await outlast({ queue: QUEUE, seconds: 0.5, wrap: frightened, patience: 600 })
    expect(met.rounds.length).toBeGreaterThan(0)
    expect(backAfter(met.rounds, Number.POSITIVE_INFINITY)).toBeUndefined()
  })

  it('knows when answers are as before: enough of them, none refused, none slow but one in a hundred, and again', () => {
    const round = (after: number, ms: number, refused = 0, count = ENOUGH): Round => ({
      ...{ after, refused, wrong: [] },
      times: Array<number>(count).fill(ms),
    })
    const slow = [round(0, 400), round(500, 10, 1), round(1_000, 10, 0, ENOUGH - 1)]
    expect(backAfter(slow, 20)).toBeUndefined()
    const good = round(1_500, 60)
    expect(backAfter([...slow, good, round(2_000, 10, 1), good], 20)).toBeUndefined()
    expect(backAfter([...slow, good, round(2_000, 110)], 20)).toBe(1_500)
    expect(backAfter([round(0, 400), round(500, 400)], 200)).toBe(0)
  })
})
