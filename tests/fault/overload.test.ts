import { describe, expect, it } from 'vitest'
import { GATE_LIMITS } from '../../packages/core/src/http/gate.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import type { Database } from '../../packages/core/src/kernel/index.ts'
import { crowd, judgeCrowd, p99 } from './fixtures/crowd.ts'
import { httpClient } from './fixtures/http-client.ts'
import { type Narrow, serveNarrowShop } from './fixtures/narrow-shop.ts'

const SECONDS = Number(process.env.VITRINE_OVERLOAD_SECONDS ?? 2)
/** Writes that may wait, and ten times as many buyers. */
const QUEUE = 20
const CROWD = 10 * QUEUE
const FEW = 4
/** Orders that are served all the same. */
const LEAST = 5

interface Meeting extends Narrow {
  readonly seconds: number
  readonly buyers?: number
  /** Also how soon few buyers are answered as quickly as before. */
  readonly andAfter?: boolean
}

/** Lets few buyers, and then a crowd, meet a shop. */
async function meet({ seconds, buyers = CROWD, andAfter = false, ...narrow }: Meeting) {
  const shop = await serveNarrowShop(narrow)
  const http = httpClient(shop.url)
  try {
    await http.open(buyers)
    await crowd(http, { buyers: FEW, seconds: 0.3 })
    const before = await crowd(http, { buyers: FEW, seconds: 0.7 })
    const noted = await crowd(http, { buyers, seconds })
    const few = () => crowd(http, { buyers: FEW, seconds: 0.5 })
    const back = andAfter ? await backToNormal(few, p99(before.times)) : undefined
    const lost = [...(await shop.lost('carts', noted.carts)), ...(await shop.lost('orders', noted.orders))]
    const faults = judgeCrowd({ ...noted, lost, least: LEAST })
    return { noted, faults, back, before: p99(before.times), report: await checkInvariants(shop.db) }
  } finally {
    http.close()
    await shop.close()
  }
}

/** Milliseconds until few buyers are answered as quickly as before; undefined when not within five seconds. */
async function backToNormal(few: () => ReturnType<typeof crowd>, before: number): Promise<number | undefined> {
  const over = performance.now()
  while (performance.now() - over < 5_000) {
    const started = performance.now()
    const { times, refused, wrong } = await few()
    if (process.env.DBG) process.stdout.write(`DBG round at ${Math.round(started - over)}: n=${times.length} p99=${p99(times).toFixed(1)} max=${Math.max(...times).toFixed(1)} med=${[...times].sort((a,b)=>a-b)[times.length>>1]?.toFixed(1)} refused=${refused} wrong=${wrong.length} before=${before.toFixed(1)}\n`)
    if (refused === 0 && wrong.length === 0 && p99(times) <= 3 * before + 50) return started - over
  }
  return undefined
}

describe(`ten times as many buyers as may wait, for ${SECONDS} s`, () => {
  it('are served or refused in words, and nothing that they were told is lost', { timeout: 10 * 60_000 }, async () => {
    const { noted, faults, back, before, report } = await meet({ queue: QUEUE, seconds: SECONDS, andAfter: true })
    expect(faults).toEqual([])
    expect(report).toEqual({ ok: true, violations: [] })
    expect(noted.refused, 'it was an overload').toBeGreaterThan(50)
    expect(back, 'answers are quick again within 5 s').toBeDefined()
    const { times, refused, carts, orders } = noted
    process.stdout.write(
      `L6: ${CROWD} buyers for ${SECONDS} s: ${times.length} answers, ${refused} refused with Retry-After, ${carts.length} carts and ` +
        `${orders.length} orders acknowledged, 0 lost, slowest ${Math.round(Math.max(...times))} ms (normal p99 ${Math.round(before)} ms), ` +
        `back after ${Math.round(back ?? 0)} ms\n`,
    )
  })
})

describe('the judge of a crowd', () => {
  it('catches a server that lets everybody wait', async () => {
    const { faults } = await meet({ queue: Number.POSITIVE_INFINITY, buyers: GATE_LIMITS.few - 10, seconds: 1 })
    expect(faults).toEqual(['nobody was refused: it was no overload, or everybody waits'])
  })

  it('catches a server that acknowledges what it did not write', async () => {
    let writes = 0
    const forgetful = (db: Database): Database => ({
      ...db,
      write: (command) =>
        command.name === 'cart.create' && ++writes % 5 === 0 ? Promise.resolve({ rows: new Map() }) : db.write(command),
    })
    const { faults } = await meet({ queue: QUEUE, seconds: 1, wrap: forgetful })
    expect(faults.join()).toMatch(/acknowledged and lost: \d+/)
  })
})
