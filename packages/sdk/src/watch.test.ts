import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { never, refusal, type Step, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createStorefront, type ShopEvent } from './index.ts'

/** A live stream that a test writes to; it breaks like a line when it is told to, and when the client hangs up. */
function live(...begin: string[]) {
  let controller: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own
    },
  })
  const write = (text: string) => controller.enqueue(new TextEncoder().encode(text))
  const step: Step = (_, signal) => {
    signal.addEventListener('abort', () => controller.error(signal.reason))
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
  }
  for (const text of begin) write(text)
  return { step, write, end: () => controller.close(), cut: () => controller.error(new TypeError('terminated')) }
}

const event = (number: number, name = 'stock.changed') =>
  `id: ${number}\nevent: ${name}\ndata: ${JSON.stringify({ id: `evt_${number}`, name, aggregate: 'var_1', occurredAt: '2026-06-01T10:00:00.000Z', data: { left: number } })}\n\n`

function shopWith(...steps: Step[]) {
  const { fetch, seen } = scriptedFetch(...steps)
  return { shop: createStorefront({ url: '', fetch }), seen }
}

const soon = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('watching', () => {
  test('calls back with what happens until it is stopped', async () => {
    const line = live('retry: 2000\nid: 4\n\n', event(5))
    const { shop, seen } = shopWith(line.step)
    const found: ShopEvent[] = []
    const stop = shop.watch({ topics: ['stock'], aggregates: ['var_1', 'var_2'], onEvent: (one) => found.push(one) })
    await soon()
    expect(found).toEqual([
      {
        number: 5,
        name: 'stock.changed',
        id: 'evt_5',
        aggregate: 'var_1',
        occurredAt: '2026-06-01T10:00:00.000Z',
        data: { left: 5 },
      },
    ])
    expect(seen[0]?.url).toBe('/store/live?topic=stock&aggregate=var_1&aggregate=var_2')
    expect(seen[0]?.headers.get('Accept')).toBe('text/event-stream')
    expect(seen[0]?.headers.has('Last-Event-ID')).toBe(false)
    stop()
    await soon(120_000)
    expect(found).toHaveLength(1)
    expect(seen).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('goes on where the line broke, in the middle of a message too', async () => {
    const first = live(event(5), event(6).slice(0, 30))
    const second = live(event(6), event(7))
    const { shop, seen } = shopWith(first.step, second.step)
    const found: number[] = []
    shop.watch({ from: 4, onEvent: ({ number }) => found.push(number) })
    await soon()
    first.cut()
    await soon(1_000)
    expect(found).toEqual([5, 6, 7])
    expect(seen.map(({ headers }) => headers.get('Last-Event-ID'))).toEqual(['4', '5'])
  })

  test('remembers the number of what it was not to be told', async () => {
    const first = live('retry: 2000\nid: 40\n\n')
    const { shop, seen } = shopWith(first.step, live().step)
    shop.watch({ onEvent: () => undefined })
    await soon()
    first.end()
    await soon(1_000)
    expect(seen[1]?.headers.get('Last-Event-ID')).toBe('40')
  })

  test('waits longer after each break, and little again after a message', async () => {
    const times: number[] = []
    const broken: Step = () => {
      times.push(Date.now())
      throw new TypeError('fetch failed')
    }
    const good = live(event(1))
    const { shop } = shopWith(broken, broken, broken, good.step, broken, broken)
    shop.watch({ onEvent: () => undefined })
    await soon(4_000)
    times.push(Date.now())
    good.cut()
    await soon(2_000)
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect([...waits.slice(0, 2), ...waits.slice(3)]).toEqual([250, 500, 250, 500])
  })

  test('waits as long as a shop that is too busy asks', async () => {
    const busy = refusal(503, 'events.tooManyStreams', { headers: { 'Retry-After': '5' } })
    const { shop, seen } = shopWith(busy, live().step)
    shop.watch({ onEvent: () => undefined })
    await soon(4_900)
    expect(seen).toHaveLength(1)
    await soon(500)
    expect(seen).toHaveLength(2)
  })

  test('calls anew when the line has been silent for longer than the shop ever is', async () => {
    const first = live()
    const { shop, seen } = shopWith(first.step, live().step)
    shop.watch({ onEvent: () => undefined })
    await soon(40_000)
    first.write(': alive\n\n')
    await soon(40_000)
    expect(seen).toHaveLength(1)
    await soon(10_000)
    expect(seen).toHaveLength(2)
  })

  test('tells when something was missed for good', async () => {
    const { shop } = shopWith(live('event: reset\ndata: {}\n\n').step)
    const onEvent = vi.fn()
    shop.watch({ from: 3, onEvent })
    await soon()
    expect(onEvent).toHaveBeenCalledWith({ number: 3, name: 'reset', id: '', aggregate: '', occurredAt: '', data: {} })
  })

  test.each([
    ['request.unauthenticated', refusal(401, 'request.unauthenticated')],
    ['client.unexpected', new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
  ])('ends with what waiting cannot mend: %s', async (code, answer) => {
    const { shop, seen } = shopWith(answer)
    const onError = vi.fn()
    shop.watch({ onEvent: () => undefined, onError })
    await soon(60_000)
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code }))
    expect(seen).toHaveLength(1)
  })

  test('outlives a shop that does not answer, or fails', async () => {
    const { shop, seen } = shopWith(never, refusal(500, 'request.internal'), live().step)
    const onError = vi.fn()
    shop.watch({ onEvent: () => undefined, onError })
    await soon(40_000)
    expect(onError).not.toHaveBeenCalled()
    expect(seen).toHaveLength(3)
  })

  test('can be walked through, and hangs up when the walk is left', async () => {
    const hungUp = vi.fn()
    const line = live(event(1), event(2), event(3))
    const { shop } = shopWith((seen, signal) => {
      signal.addEventListener('abort', hungUp)
      return (line.step as Exclude<Step, Response | Error>)(seen, signal)
    })
    const found: number[] = []
    for await (const { number } of shop.watch()) {
      found.push(number)
      if (number === 2) break
    }
    expect(found).toEqual([1, 2])
    expect(hungUp).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends the walk when the signal aborts', async () => {
    const controller = new AbortController()
    const { shop, seen } = shopWith(live(event(1)).step)
    const walk = (async () => {
      const found: number[] = []
      for await (const { number } of shop.watch({ signal: controller.signal })) found.push(number)
      return found
    })()
    await soon()
    controller.abort()
    expect(await walk).toEqual([1])
    expect(seen).toHaveLength(1)
  })
})
