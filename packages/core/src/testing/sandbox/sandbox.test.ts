import { afterEach, describe, expect, it } from 'vitest'
import { createTestClock } from '../clock.ts'
import { exit, forkModule, message } from '../fixtures/fork.ts'
import type { KnobsInput } from './knobs.ts'
import { type MarketplaceActions, type MarketplaceSandbox, marketplaceSandbox } from './marketplace/index.ts'
import { sandboxAt } from './remote.ts'
import { routeHosts } from './route-hosts.ts'

/** The sandbox's clock stands still until a test moves it. */
const clock = createTestClock(Date.now())
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(knobs: KnobsInput = {}, options: Parameters<typeof marketplaceSandbox>[0] = {}) {
  const sandbox = await marketplaceSandbox({ seed: 11, now: clock.now, knobs, ...options })
  closing.push(sandbox.stop)
  return sandbox
}

async function tokenOf({ url }: { readonly url: string }): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'bazaar-demo',
    client_secret: 'bazaar-demo-secret',
  })
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

const offer = {
  offerKey: 'A',
  title: 'Smoker',
  description: '',
  brand: null,
  ean: null,
  category: 'tools',
  pictures: ['https://shop.example.com/a.jpg'],
  attributes: {},
  url: null,
}

/** Sends as a seller would, with a token that was asked for before the weather. */
function sellerAt(sandbox: MarketplaceSandbox, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'bazaar-market': 'nl', 'content-type': 'application/json' }
  return {
    get: (path: string, init: RequestInit = {}) => fetch(`${sandbox.url}${path}`, { headers, ...init }),
    post: (path: string, body: unknown) =>
      fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  }
}

async function selling(knobs: KnobsInput = {}) {
  const sandbox = await open()
  const seller = sellerAt(sandbox, await tokenOf(sandbox))
  sandbox.turn(knobs)
  return { sandbox, ...seller }
}

const fault = (given: NonNullable<NonNullable<KnobsInput['faults']>[number]['fault']>, rest = {}): KnobsInput => ({
  faults: [{ on: '* /v1/*', fault: given, ...rest }],
})
const offers = ({ act }: MarketplaceSandbox) => act.state({}).offers.map(({ offerKey }) => offerKey)

describe('the weather of a sandbox', () => {
  it.each([401, 403, 404, 409, 422, 500, 503])(
    'answers %i in the words of the platform, and does nothing',
    async (status) => {
      const { sandbox, post } = await selling(fault({ answer: 'status', status, code: 'WEATHER' }))
      const answer = await post('/v1/offers/batch', { offers: [offer] })
      expect(answer.status).toBe(status)
      expect(await answer.json()).toMatchObject({ error: { code: 'WEATHER' } })
      expect(offers(sandbox)).toEqual([])
    },
  )

  it('says with 429 when to come again: in seconds, as a date, or not at all', async () => {
    const { sandbox, get } = await selling()
    const ask = async (more: object) => {
      sandbox.turn(fault({ answer: 'status', status: 429, ...more }))
      return (await get('/v1/account')).headers.get('retry-after')
    }
    expect(await ask({ retryAfter: 7 })).toBe('7')
    const date = Date.parse((await ask({ retryAfter: 60, retryAfterAs: 'date' })) ?? '')
    expect(Math.abs(date - clock.now() - 60_000)).toBeLessThan(1_000)
    expect(await ask({})).toBeNull()
  })

  it('sends pages of HTML and halves of JSON', async () => {
    const { sandbox, post } = await selling(fault({ answer: 'html', status: 200 }))
    const page = await post('/v1/offers/batch', { offers: [offer] })
    expect(page.headers.get('content-type')).toMatch('text/html')
    sandbox.turn(fault({ answer: 'truncated' }))
    const half = await post('/v1/offers/batch', { offers: [offer] })
    expect(half.status).toBe(200)
    await expect(half.json()).rejects.toThrow(SyntaxError)
    expect(offers(sandbox)).toEqual(['A'])
  })

  it.each([true, false])('cuts the line; what was asked was done: %s', async (isApplied) => {
    const { sandbox, post } = await selling(fault({ answer: 'reset', isApplied }))
    await expect(post('/v1/offers/batch', { offers: [offer] })).rejects.toThrow('fetch failed')
    expect(offers(sandbox)).toEqual(isApplied ? ['A'] : [])
    expect(sandbox.calls({ path: '/v1/offers/batch' })).toMatchObject([{ status: null }])
  })

  it('takes a write and never answers', async () => {
    const { sandbox, get } = await selling(fault({ answer: 'timeout', isApplied: true }))
    const body = JSON.stringify({ offers: [offer] })
    const asked = get('/v1/offers/batch', { method: 'POST', body, signal: AbortSignal.timeout(150), headers: {} })
    await expect(asked).rejects.toThrow('timeout')
    expect(sandbox.calls({ path: '/v1/offers/batch' })).toMatchObject([
      { status: null, fault: 'timeout after it was done' },
    ])
  })

  it('hits only what its rule names, after a few calls, for a few calls', async () => {
    const { get } = await selling(fault({ answer: 'status', status: 500 }, { on: 'GET /v1/off*', skip: 1, times: 2 }))
    const statuses: number[] = []
    for (let call = 0; call < 5; call += 1) statuses.push((await get('/v1/offers')).status)
    expect(statuses).toEqual([200, 500, 500, 200, 200])
    expect((await get('/v1/account')).status).toBe(200)
  })

  it('goes on counting when another knob is turned', async () => {
    const { sandbox, get } = await selling(fault({ answer: 'status', status: 500 }, { times: 1 }))
    await get('/v1/account')
    sandbox.turn({ latency: 1 })
    expect((await get('/v1/account')).status).toBe(200)
  })

  it('comes again with its seed', async () => {
    const run = async () => {
      const { sandbox, get } = await selling(fault({ answer: 'status', status: 500 }, { probability: 0.4 }))
      for (let call = 0; call < 12; call += 1) await get('/v1/account')
      return sandbox.calls({ path: '/v1/account' }).map(({ status }) => status)
    }
    const once = await run()
    expect(new Set(once)).toEqual(new Set([200, 500]))
    expect(await run()).toEqual(once)
  })

  it('is slow within its range', async () => {
    const { sandbox, get } = await selling({ latency: [40, 80] })
    await get('/v1/account')
    const [call] = sandbox.calls({ path: '/v1/account' })
    expect(call?.took).toBeGreaterThanOrEqual(39)
  })

  it('turns calm at once', async () => {
    const { sandbox, get } = await selling(fault({ answer: 'status', status: 500 }))
    sandbox.calm()
    expect((await get('/v1/account')).status).toBe(200)
  })

  it('shows what was there a while ago, and writes see what is there now', async () => {
    const { sandbox, get, post } = await selling({ staleness: 60_000 })
    await post('/v1/offers/batch', { offers: [offer] })
    const seen = async () => ((await (await get('/v1/offers?keys=A')).json()) as { offers: unknown[] }).offers.length
    expect(await seen()).toBe(0)
    expect(offers(sandbox)).toEqual(['A'])
    clock.advance(60_000)
    expect(await seen()).toBe(1)
  })

  it('gives each seller so many calls, and says when there are more', async () => {
    const { get } = await selling({ rates: { reads: { rate: 0.5, burst: 2 } } })
    const answers = [await get('/v1/account'), await get('/v1/account'), await get('/v1/account')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers[0]?.headers.get('ratelimit-remaining')).toBe('1')
    expect(answers[2]?.headers.get('retry-after')).toBe('2')
  })
})

describe('a sandbox', () => {
  it('writes every request down, and waits for those that a test expects', async () => {
    const { sandbox, post } = await selling()
    const awaited = sandbox.waitForCalls({ path: '/v1/offers/*', count: 1 })
    await post('/v1/offers/batch', { offers: [offer] })
    const [call] = await awaited
    expect(call).toMatchObject({ method: 'POST', path: '/v1/offers/batch', status: 200, fault: null })
    expect(JSON.parse(call?.body ?? '')).toEqual({ offers: [offer] })
    expect(call?.bytes).toBe(Buffer.byteLength(call?.body ?? ''))
    await expect(sandbox.waitForCalls({ path: '/v1/none', timeout: 20 })).rejects.toThrow('0 of 1 calls')
    await sandbox.settle({ quiet: 20 })
  })

  it('refuses knobs that it does not have', async () => {
    const { sandbox } = await selling()
    const answer = await fetch(`${sandbox.url}/sandbox/knobs`, { method: 'POST', body: '{"latenzy":1}' })
    expect(answer.status).toBe(400)
    expect(sandbox.knobs().latency).toBe(0)
  })

  it('has a page with what it sells, what it refused and what is in force', async () => {
    const { sandbox, post } = await selling({ review: 0, staleness: 5_000 })
    const bees = { ...offer, offerKey: 'B', title: 'Queen <bee>', category: 'livestock' }
    await post('/v1/offers/batch', { offers: [offer, bees] })
    const text = await (await fetch(sandbox.url)).text()
    for (const words of [
      'Smoker',
      'Queen &lt;bee&gt;',
      'are not sold on Bazaar',
      'reads are 5000 ms behind',
      'POST /v1/offers/batch',
    ])
      expect(text).toContain(words)
  })

  it('is the same in a process of its own', { timeout: 30_000 }, async () => {
    const child = forkModule(new URL('main.ts', import.meta.url), { args: ['marketplace', '--seed', '5'] })
    const { url } = await message<{ url: string }>(child)
    const sandbox = sandboxAt<MarketplaceActions>(url)
    await sandbox.turn({ latency: 5 })
    const placed = await sandbox.act.placeOrder({ lines: [{ offerKey: 'FOREIGN', unitPrice: 100 }] })
    expect((await sandbox.act.state({})).orders).toMatchObject([{ id: placed.id, total: 695 }])
    await expect(sandbox.act.placeOrder({ lines: [{ offerKey: 'FOREIGN' }] })).rejects.toThrow('has no price')
    expect((await tokenOf({ url })).startsWith('bzt_')).toBe(true)
    expect(await sandbox.waitForCalls({ path: '/oauth/token' })).toMatchObject([{ status: 200 }])
    child.kill('SIGTERM')
    expect(await exit(child)).toMatchObject({ code: 0 })
  })

  it('stands for a host, and lets nothing else out', async () => {
    const sandbox = await open()
    const fetch = routeHosts({ 'api.bazaar.example': sandbox.url })
    expect((await fetch('https://api.bazaar.example/v1/account?x=1')).status).toBe(401)
    expect(sandbox.calls()).toMatchObject([{ path: '/v1/account', query: '?x=1' }])
    expect(() => fetch('https://example.com/')).toThrow('no sandbox stands for example.com')
  })
})
