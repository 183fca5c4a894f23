import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answerOf } from './answer.ts'
import { cut, json, never, refusal, type Step, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { guard, ShopProblem } from './problem.ts'
import { type CallOptions, createSend, type Outgoing, type SendSettings } from './send.ts'

const write: Outgoing = { method: 'POST', path: '/carts', body: { lines: [] } }
const read: Outgoing = { method: 'GET', path: '/products' }

/** Sends once and lets the clock run on while it waits. */
async function outcomeOf(steps: Step[], outgoing: Outgoing, more: CallOptions & Partial<SendSettings> = {}) {
  const { fetch, seen } = scriptedFetch(...steps)
  const send = createSend({ base: 'http://shop.example/store', headers: {}, fetch, ...more })
  const start = Date.now()
  const outcome = send(outgoing, more).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(120_000)
  return { outcome: await outcome, seen, took: () => Date.now() - start }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1, 10) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a call', () => {
  test('sends JSON and what the client always sends, and answers the body', async () => {
    const headers = { 'Vitrine-Market': 'pl', 'Vitrine-Key': undefined }
    const { outcome, seen } = await outcomeOf([json({ id: 'crt_1' }, { status: 201 })], write, { headers: {} })
    expect(outcome).toEqual({ id: 'crt_1' })
    expect(seen[0]).toMatchObject({ method: 'POST', url: 'http://shop.example/store/carts', body: { lines: [] } })
    expect(seen[0]?.headers.get('Content-Type')).toBe('application/json')
    const sticky = scriptedFetch(json({}))
    await createSend({ base: '', headers, fetch: sticky.fetch })(read)
    expect(sticky.seen[0]?.headers.get('Vitrine-Market')).toBe('pl')
    expect(sticky.seen[0]?.headers.has('Vitrine-Key')).toBe(false)
    expect(sticky.seen[0]?.headers.has('Content-Type')).toBe(false)
  })

  test('answers undefined for 204', async () => {
    const { outcome } = await outcomeOf([new Response(null, { status: 204 })], { method: 'DELETE', path: '/x' })
    expect(outcome).toBeUndefined()
  })

  test('keeps the headers of the answer beside the result', async () => {
    const headers = { ETag: '"3"', 'Vitrine-Market': 'pl', 'Content-Language': 'uk', 'Idempotent-Replayed': 'true' }
    const { outcome } = await outcomeOf([json({ id: 1 }, { headers })], write)
    expect(answerOf(outcome as object)).toMatchObject({
      status: 200,
      etag: '"3"',
      market: 'pl',
      language: 'uk',
      currency: null,
      isReplay: true,
    })
  })

  test('hands If-Match over as text or as the result of a read', async () => {
    const { outcome } = await outcomeOf([json({ id: 1 }, { headers: { ETag: '"3"' } })], read)
    const byResult = await outcomeOf([json({})], write, { ifMatch: outcome as object })
    const byText = await outcomeOf([json({})], write, { ifMatch: '"4"' })
    expect(byResult.seen[0]?.headers.get('If-Match')).toBe('"3"')
    expect(byText.seen[0]?.headers.get('If-Match')).toBe('"4"')
  })

  test('does not write without the protection of If-Match that was asked for', async () => {
    const { outcome, seen } = await outcomeOf([json({})], write, { ifMatch: { no: 'etag' } })
    expect(guard(outcome, 'client.invalid')).toBe(true)
    expect(seen).toEqual([])
  })
})

describe('a refusal', () => {
  test('is thrown with code, hint, fields, request id and extras', async () => {
    const errors = [{ path: 'body.lines.0.sku', code: 'required', message: 'is required' }]
    const answer = refusal(422, 'carts.notForSale', {
      detail: 'Not here.',
      hint: 'Take it out.',
      errors,
      variants: ['var_1'],
    })
    const { outcome, seen } = await outcomeOf([answer], write)
    expect(outcome).toBeInstanceOf(ShopProblem)
    expect(outcome).toMatchObject({
      name: 'ShopProblem',
      code: 'carts.notForSale',
      status: 422,
      detail: 'Not here.',
      hint: 'Take it out.',
      requestId: 'req_1',
      errors,
      extra: { variants: ['var_1'] },
    })
    expect((outcome as Error).message).toBe('carts.notForSale: Not here. Take it out. [req_1]')
    expect(seen).toHaveLength(1)
  })

  test.each([
    ['an HTML page with 200', new Response('<html>', { status: 200 }), 200],
    ['an HTML page with 404', new Response('<html>', { status: 404 }), 404],
    ['JSON that is no problem', json({ error: 'no' }, { status: 400 }), 400],
    ['JSON null', json(null, { status: 400 }), 400],
  ])('of somebody else is told apart: %s', async (_, answer, status) => {
    const { outcome } = await outcomeOf([answer], read)
    expect(outcome).toMatchObject({ code: 'client.unexpected', status, hint: expect.stringContaining('url') })
  })
})

describe('repeats', () => {
  test('a broken line, a lost answer, 429, 503 and a request in flight, with the same key', async () => {
    const inFlight = refusal(409, 'request.inFlight', { headers: { 'Retry-After': '1' } })
    const steps = [
      new Error('reset'),
      cut('{"id": "cr'),
      refusal(429, 'request.tooMany'),
      refusal(503, 'request.unavailable'),
      inFlight,
    ]
    const { outcome, seen } = await outcomeOf([...steps, json({ id: 'crt_1' })], write, { retries: 5 })
    expect(outcome).toEqual({ id: 'crt_1' })
    const keys = seen.map(({ headers }) => headers.get('Idempotency-Key'))
    expect(keys).toHaveLength(6)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  })

  test('nothing else', async () => {
    for (const answer of [
      refusal(409, 'request.conflict'),
      refusal(400, 'request.invalid'),
      refusal(500, 'request.internal'),
    ]) {
      const { outcome, seen } = await outcomeOf([answer], write)
      expect(guard(outcome)).toBe(true)
      expect(seen).toHaveLength(1)
    }
  })

  test('end after as many as were allowed, with the last problem', async () => {
    const { outcome, seen } = await outcomeOf([new Error('1'), new Error('2'), new Error('3')], read, { retries: 2 })
    expect(outcome).toMatchObject({ code: 'client.network', status: 0 })
    expect(seen).toHaveLength(3)
    const once = await outcomeOf([new Error('1')], read, { retries: 0 })
    expect(once.seen).toHaveLength(1)
  })

  test('wait longer each time, at random below the bound', async () => {
    const times: number[] = []
    const note: Step = () => {
      times.push(Date.now())
      return refusal(503, 'request.unavailable')
    }
    await outcomeOf([note, note, note, note], read)
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(waits).toEqual([125, 250, 500])
  })

  test.each([
    ['seconds', '7'],
    ['a date', new Date(Date.UTC(2026, 5, 1, 10, 0, 7)).toUTCString()],
  ])('wait as long as Retry-After says in %s', async (_, value) => {
    const times: number[] = []
    const note =
      (answer: Response): Step =>
      () => {
        times.push(Date.now())
        return answer
      }
    const busy = refusal(429, 'request.tooMany', { headers: { 'Retry-After': value } })
    await outcomeOf([note(busy), note(json({}))], read)
    expect(times[1]).toBe((times[0] ?? 0) + 7_000 + 125)
  })

  test('do not begin to wait for longer than the call may take', async () => {
    const busy = refusal(429, 'request.tooMany', { headers: { 'Retry-After': '3600' } })
    const { outcome, seen } = await outcomeOf([busy], read)
    expect(outcome).toMatchObject({ code: 'request.tooMany', retryAfter: 3_600_000 })
    expect(seen).toHaveLength(1)
  })

  test('have another key for another call, and the one that was given', async () => {
    const { fetch, seen } = scriptedFetch(json({}), json({}), json({}), json({}))
    const send = createSend({ base: '', headers: {}, fetch })
    await send(write)
    await send(write)
    await send(write, { idempotencyKey: 'mine' })
    await send(read)
    const [first, second, third, fourth] = seen.map(({ headers }) => headers.get('Idempotency-Key'))
    expect(first).not.toBe(second)
    expect(third).toBe('mine')
    expect(fourth).toBeNull()
  })
})

describe('time', () => {
  test('runs out for the whole call, repeats included', async () => {
    const { outcome, seen } = await outcomeOf([new Error('reset'), never], read, { timeout: 2_000 })
    expect(outcome).toMatchObject({ code: 'client.timeout', status: 0 })
    expect(seen).toHaveLength(2)
  })

  test('ends with the signal, whose reason is thrown as it is', async () => {
    const controller = new AbortController()
    const reason = new Error('the buyer left')
    setTimeout(() => controller.abort(reason), 500)
    expect((await outcomeOf([never], read, { signal: controller.signal })).outcome).toBe(reason)
    expect((await outcomeOf([json({})], read, { signal: controller.signal })).outcome).toBe(reason)
  })

  test('ends with the signal while waiting for the next try', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 3_000)
    const busy = refusal(503, 'request.unavailable', { headers: { 'Retry-After': '10' } })
    const { outcome, seen } = await outcomeOf([busy], read, { signal: controller.signal })
    expect(outcome).toMatchObject({ name: 'AbortError' })
    expect(seen).toHaveLength(1)
  })

  test('leaves no timer and no listener behind', async () => {
    const { fetch } = scriptedFetch(json({}))
    const { signal } = new AbortController()
    await createSend({ base: '', headers: {}, fetch })(read, { signal })
    expect(vi.getTimerCount()).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('does not end a body that is still being read, but the signal does', async () => {
    const aborted = vi.fn()
    const { fetch } = scriptedFetch((_, signal) => {
      signal.addEventListener('abort', aborted)
      return new Response('a long file')
    })
    const controller = new AbortController()
    const options = { signal: controller.signal, timeout: 1_000 }
    await createSend({ base: '', headers: {}, fetch })({ ...read, isRaw: true }, options)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(aborted).not.toHaveBeenCalled()
    controller.abort()
    expect(aborted).toHaveBeenCalledOnce()
  })
})

describe('hooks', () => {
  test('may change headers before every try, and see how each ended', async () => {
    const onRequest = vi.fn<NonNullable<SendSettings['onRequest']>>(({ headers, attempt }) => {
      headers.set('traceparent', `try-${attempt}`)
    })
    const onResponse = vi.fn<NonNullable<SendSettings['onResponse']>>()
    const { seen } = await outcomeOf([new Error('reset'), json({})], read, { onRequest, onResponse })
    expect(seen.map(({ headers }) => headers.get('traceparent'))).toEqual(['try-0', 'try-1'])
    expect(onResponse.mock.calls.map(([{ status, problem }]) => [status, problem?.code])).toEqual([
      [0, 'client.network'],
      [200, undefined],
    ])
  })
})
