import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { emit } from '../events/index.ts'
import { HOUR, run, systemContext } from '../kernel/index.ts'
import { exit, forkModule } from '../testing/fixtures/fork.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { openReceiver, provenBy, type Receiver } from './fixtures/receiver.ts'
import { contributions, orderPlaced } from './fixtures/shop.ts'
import { listDeliveries } from './reads.ts'
import { createEndpoint } from './service.ts'

let test: TestApp
let receiver: Receiver
afterEach(async () => {
  await test.close()
  await receiver.close()
})

const DEATHS = [
  'dispatch.delivered:kill@3',
  'webhook.taken:kill@2',
  'webhook.sent:kill',
  'webhook.sent:kill@5',
  'command.line:kill@4',
  'commit.before:kill@5',
  'webhook.settled:kill@3',
  'commit.after:kill@6',
]

/** So many happen before each life, so that there is something to do up to where it dies. */
const EVENTS = 24

it('a sender that is killed at every place loses no message, and what comes twice has one id', async () => {
  receiver = await openReceiver()
  test = await openTestApp({ now: Date.now(), contributes: contributions([receiver.host]) })
  const ctx = systemContext(test.app)
  const input = { url: receiver.url, events: null, description: null, enabled: true }
  const { secret } = await createEndpoint(ctx, input)
  const file = join(test.folder, 'shop.db')
  const live = (round: number, failpoints: string) => {
    const args = [file, String(round * HOUR), receiver.host]
    const env = { VITRINE_FAILPOINTS: failpoints }
    return exit(forkModule(new URL('./fixtures/sending-process.ts', import.meta.url), { args, env }))
  }
  const happen = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      const word = emit(ctx, orderPlaced, { aggregate: `ord_${at}`, data: { orderId: `ord_${at}` } })
      await run(ctx, { name: 'test.happen', plan: () => ({ statements: [word], result: null }) })
    }
  }
  expect(await live(0, '')).toEqual({ code: 0, signal: null })
  for (const [round, failpoints] of DEATHS.entries()) {
    await happen(EVENTS)
    expect([failpoints, (await live(round + 1, failpoints)).signal]).toEqual([failpoints, 'SIGKILL'])
  }
  expect(await live(DEATHS.length + 1, '')).toEqual({ code: 0, signal: null })
  const { items } = await listDeliveries(ctx, { filters: {}, limit: 1_000 })
  const sum = EVENTS * DEATHS.length
  expect(items.map(({ status }) => status)).toEqual(Array.from({ length: sum }, () => 'delivered'))
  const ids = new Set(receiver.ids())
  expect([...ids].sort()).toEqual(items.map(({ messageId }) => messageId).sort())
  expect(receiver.received.length).toBeGreaterThan(sum)
  expect(receiver.received.every((one) => provenBy(secret ?? '', one).length === 1)).toBe(true)
}, 240_000)
