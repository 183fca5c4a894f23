import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestClock } from '../../clock.ts'
import { type SocialSandbox, socialSandbox } from './index.ts'

let sandbox: SocialSandbox
let token: string
/** The sandbox's clock stands still until a test moves it. */
const clock = createTestClock(Date.now())
beforeEach(async () => {
  sandbox = await socialSandbox({ seed: 3, now: clock.now })
  token = (await signIn()).access_token
})
afterEach(() => sandbox.stop())

const client = { client_id: 'plaza-demo', client_secret: 'plaza-demo-secret' }
const redirect_uri = 'https://shop.example.com/back'

async function tokens(form: Record<string, string>) {
  const answer = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, ...client }),
  })
  return (await answer.json()) as { access_token: string; refresh_token: string; error?: string }
}

async function signIn() {
  const query = new URLSearchParams({ response_type: 'code', client_id: 'plaza-demo', redirect_uri, state: 'xyz' })
  const answer = await fetch(`${sandbox.url}/oauth/authorize?${query}`, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe('xyz')
  return tokens({ grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri })
}

async function ask(path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${sandbox.url}/v1/catalogs/main${path}`, init)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

const item = {
  title: 'Smoker',
  description: 'Calms bees.',
  link: 'https://shop.example.com/smoker',
  image: 'https://shop.example.com/smoker.jpg',
  price: '39.00 EUR',
  availability: 'in stock',
  category: 'tools',
}
const upsert = (handle: string, changes: object = {}) => ({
  operation: 'upsert',
  handle,
  item: { ...item, ...changes },
})
const send = async (...operations: object[]) => (await ask('/batches', { operations })).body.batchId as string
const statusOf = async (handle: string) =>
  ((await ask(`/items?handles=${handle}`)).body.items as { status: string; reasons: unknown[] }[])[0]

describe('the social sandbox', () => {
  it('works on a batch later, and says of each item what is wrong with it', async () => {
    sandbox.turn({ review: 60_000 })
    const batch = await send(upsert('A'), upsert('B', { price: '39 euro' }), upsert('C', { colour: 'red' }))
    expect((await ask(`/batches/${batch}`)).body).toMatchObject({ status: 'queued', items: [] })
    clock.advance(30_000)
    expect((await ask(`/batches/${batch}`)).body.status).toBe('finished')
    expect((await ask(`/batches/${batch}`)).body.items).toMatchObject([
      { handle: 'A', status: 'ok' },
      { handle: 'B', status: 'error', errors: [{ attribute: 'price' }] },
      { handle: 'C', status: 'error', errors: [{ attribute: 'colour' }] },
    ])
    expect(await statusOf('A')).toMatchObject({ status: 'in_review' })
    clock.advance(30_000)
    expect(await statusOf('A')).toMatchObject({ status: 'active' })
  })

  it('disapproves with a reason what nobody may show, by its own rules and those of the knobs', async () => {
    sandbox.turn({ rejections: [{ word: 'honey', code: 'HONEY', message: 'No honey today.', field: 'title' }] })
    await send(upsert('A', { category: 'animals' }), upsert('B', { title: 'Linden honey' }))
    await expect
      .poll(() => statusOf('A'))
      .toMatchObject({ status: 'disapproved', reasons: [{ code: 'FORBIDDEN_CATEGORY' }] })
    await expect.poll(() => statusOf('B')).toMatchObject({ reasons: [{ code: 'HONEY', attribute: 'title' }] })
  })

  it('takes a new price without a new look, and forgets what is deleted', async () => {
    await send(upsert('A'))
    await expect.poll(() => statusOf('A')).toMatchObject({ status: 'active' })
    sandbox.turn({ review: 60_000 })
    const before = sandbox.act.state({}).items
    sandbox.turn({ review: 0 })
    await send(upsert('A', { price: '35.00 EUR' }))
    await expect.poll(() => statusOf('A')).toMatchObject({ status: 'active', item: { price: '35.00 EUR' } })
    expect(sandbox.act.state({}).items[0]?.looks).toBe(before[0]?.looks)
    await send({ operation: 'delete', handle: 'A' })
    await expect.poll(() => statusOf('A')).toBeUndefined()
  })

  it('refuses what is not in its contract, in its own words', async () => {
    const wrong = [
      [{ operations: [{ operation: 'upsert', handle: 'A', item, extra: 1 }] }, 400],
      [{ operations: [upsert('A'), upsert('A')] }, 400],
      [{ operations: [] }, 400],
      [{ operations: Array.from({ length: 501 }, (_, at) => ({ operation: 'delete', handle: `A${at}` })) }, 413],
    ] as const
    for (const [body, status] of wrong)
      expect(await ask('/batches', body)).toMatchObject({ status, body: { status: 'failure', code: status } })
    token = 'nonsense'
    expect(await ask('/items')).toMatchObject({ status: 401, body: { reason: 'INVALID_TOKEN' } })
  })

  it('takes each refresh token once', async () => {
    const first = await signIn()
    const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const second = await tokens(form)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await tokens(form)).error).toBe('invalid_grant')
  })

  it('says with a date when it is asked too often', async () => {
    sandbox.turn({ rates: { calls: { rate: 1, burst: 1 } } })
    await ask('/items')
    const { status, headers } = await ask('/items')
    expect(status).toBe(429)
    expect(Date.parse(headers.get('retry-after') ?? '')).toBeGreaterThan(clock.now())
  })
})
