import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exit, forkModule, message } from '../../packages/core/src/testing/fixtures/fork.ts'
import { crowd } from './fixtures/crowd.ts'
import { type HttpClient, httpClient } from './fixtures/http-client.ts'
import type { Lag } from './fixtures/lag-process.ts'

const SECONDS = Number(process.env.VITRINE_LAG_SECONDS ?? 2)
/** Milliseconds that 99 of 100 looks may be late; asked only of a machine that does nothing else. */
const P99 = Number(process.env.VITRINE_LAG_MS ?? Number.POSITIVE_INFINITY)
const BUYERS = 32
/** Nothing that a shop does may keep everybody waiting so long, on any machine. */
const NEVER = 2_000
const LEAST = 20

let child: ChildProcess
let http: HttpClient
const ask = <T>(word: string): Promise<T> => {
  const heard = message<T>(child)
  child.send(word)
  return heard
}

beforeAll(async () => {
  child = forkModule(new URL('./fixtures/lag-process.ts', import.meta.url))
  http = httpClient(await message<string>(child))
  await http.open(BUYERS)
  await crowd(http, { buyers: BUYERS, seconds: 1 })
})
afterAll(async () => {
  http.close()
  await ask('stop')
  await exit(child)
})

async function buyMeanwhile(seconds: number) {
  await ask('begin')
  const { orders, wrong } = await crowd(http, { buyers: BUYERS, seconds })
  return { ...(await ask<Lag>('read')), orders: orders.length, wrong: wrong.length }
}

/** What is wrong with the event loop of a shop that sold so much meanwhile; empty when it always came back soon. */
function judgeLag({ p99, max, looks, orders, wrong }: Lag & { orders: number; wrong: number }): string[] {
  return [
    !(orders >= LEAST) && `only ${orders} orders meanwhile`,
    wrong > 0 && `${wrong} wrong answers`,
    !(looks >= 10) && `only ${looks} looks`,
    max > NEVER && `blocked for ${Math.round(max)} ms`,
    p99 > P99 && `p99 ${Math.round(p99)} above ${P99} ms`,
  ].filter((fault) => fault !== false)
}

it('the event loop of a busy shop comes back soon', { timeout: 10 * 60_000 }, async () => {
  const { orders, ...lag } = await buyMeanwhile(SECONDS)
  process.stdout.write(
    `L5: ${BUYERS} buyers for ${SECONDS} s, ${orders} orders, event loop late by p99 ${lag.p99.toFixed(1)} ms and at most ` +
      `${lag.max.toFixed(1)} ms (${lag.looks} looks)\n`,
  )
  expect(judgeLag({ ...lag, orders })).toEqual([])
})

it('a shop whose event loop is blocked is caught', async () => {
  const buying = buyMeanwhile(1)
  await new Promise((next) => setTimeout(next, 300))
  child.send('block')
  expect(judgeLag({ ...(await buying), orders: LEAST }).join()).toMatch(/^blocked for \d+ ms/)
})
