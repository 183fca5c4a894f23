import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../kernel/index.ts'
import { attemptsOf, onlyOne, pass } from './fixtures/look.ts'
import { answers, type Receiver } from './fixtures/receiver.ts'
import { openWebhookShop, PATIENCE, type WebhookShop } from './fixtures/shop.ts'

/** Short of what a shop waits that was told no deadline, and longer than a busy machine takes to notice one. */
const LONG = 12 * SECOND

let shop: WebhookShop
let receiver: Receiver

beforeEach(async () => {
  shop = await openWebhookShop(2)
  receiver = shop.receivers[0] as Receiver
})
afterEach(() => shop.close())

describe('a slow receiver', () => {
  it('holds up nobody else', async () => {
    const quick = shop.receivers[1] as Receiver
    // So patient that nothing is cut off meanwhile, and nobody waits for that.
    await shop.stopFirst()
    shop.start({ timeout: 18_000 })
    receiver.behave = () => {}
    await shop.listen(receiver)
    await shop.listen(quick)
    await shop.happen(...Array.from({ length: 30 }, (_, at) => `ord_${at}`))
    await expect.poll(() => quick.received.length, { timeout: 15_000 }).toBe(30)
    expect(receiver.received.length).toBeLessThanOrEqual(16)
  })

  it('is cut off at the deadline, whether it is silent or drips', async () => {
    await shop.listen(receiver)
    const timers: NodeJS.Timeout[] = []
    receiver.behave = (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n')
      timers.push(setInterval(() => response.socket?.write('x-drip: 1\r\n'), 20))
    }
    await shop.happen('ord_1')
    // It drips without end, so that only the shop can make an end of it.
    await shop.settled()
    for (const timer of timers) clearInterval(timer)
    const [first] = await attemptsOf(shop)
    expect(first).toMatchObject({ outcome: 'timeout', responseStatus: null })
    expect(first?.durationMs).toBeGreaterThanOrEqual(PATIENCE - 20)
    expect(first?.durationMs).toBeLessThan(LONG)
  })

  it('that has answered but drips its body has taken the message', async () => {
    const timers: NodeJS.Timeout[] = []
    receiver.behave = (response) => {
      response.writeHead(200).write('ok')
      timers.push(setInterval(() => response.write('.'), 20))
    }
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    for (const timer of timers) clearInterval(timer)
    expect(await onlyOne(shop)).toMatchObject({ status: 'delivered' })
  })
})

describe('a hostile receiver', () => {
  const ends = async () => (await attemptsOf(shop))[0]

  it('that answers without end is read for 4 KB', async () => {
    let sent = 0
    receiver.behave = (response) => {
      response.writeHead(200)
      const pour = () => {
        while (!response.destroyed && sent < 200_000_000 && response.write('x'.repeat(65_536))) sent += 65_536
      }
      response.on('drain', pour)
      pour()
    }
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect((await ends())?.responseBody).toHaveLength(4_096)
    expect(sent).toBeLessThan(50_000_000)
  })

  it('that sends headers without end, nonsense, or nothing is a failure like any other', async () => {
    await shop.listen(receiver)
    receiver.behave = (response) => response.socket?.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`)
    await shop.happen('ord_1')
    await shop.settled()
    expect(await ends()).toMatchObject({ outcome: 'unreachable', responseStatus: null })
    receiver.behave = (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')
    await pass(shop, 6 * SECOND)
    receiver.behave = (response) => response.socket?.destroy()
    await pass(shop, 6 * MINUTE)
    const outcomes = (await attemptsOf(shop)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['unreachable', 'unreachable', 'unreachable'])
  })

  it('leads nowhere with a redirect', async () => {
    const other = shop.receivers[1] as Receiver
    receiver.behave = answers(307, { Location: other.url })
    await shop.listen(receiver)
    await shop.happen('ord_1')
    await shop.settled()
    expect(other.received).toEqual([])
    expect(await ends()).toMatchObject({ outcome: 'refused', responseStatus: 307 })
  })

  it('that prints our secret does not get it into the log', async () => {
    const { secret } = await shop.listen(receiver)
    receiver.behave = answers(500, {}, `secret=${secret} raw=${secret.slice(6)} \0`)
    await shop.happen('ord_1')
    await shop.settled()
    expect(await ends()).toMatchObject({ responseBody: 'secret=[hidden] raw=[hidden] \uFFFD' })
  })
})
