import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contractDrift } from './drift.ts'
import { type Fixture, readFixtures, writeFixtures } from './fixture.ts'
import { findSecret } from './fixtures/finder.ts'
import { HOME, offer, openBazaar, sell } from './fixtures/seller.ts'
import { recordingFetch } from './record.ts'
import { replayingFetch } from './replay.ts'

const SECRET = 'kept/between+us=2026'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fixtures-'))
  path = join(folder, 'deep', 'bazaar.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Recorded {
  readonly secret?: string
  readonly secrets?: readonly string[]
  readonly seed?: number
  readonly content?: typeof offer
  readonly more?: readonly string[]
}

/** Records a morning at a sandbox of its own. */
async function record({ secret = SECRET, secrets = [secret], seed = 7, ...morning }: Recorded = {}) {
  const { sandbox, fetch } = await openBazaar({ secret, seed })
  try {
    const sold = await sell(recordingFetch({ fetch, secrets, sink: writeFixtures(path) }), { secret, ...morning })
    return { ...sold, file: readFileSync(path, 'utf8'), fixtures: readFixtures(path) }
  } finally {
    await sandbox.stop()
  }
}

/** Records calls of a platform that is one function. */
async function recordOne(
  platform: typeof globalThis.fetch,
  calls: readonly Request[],
  secrets: readonly string[] = [],
) {
  const fixtures: Fixture[] = []
  const fetch = recordingFetch({ fetch: platform, secrets, sink: (fixture) => void fixtures.push(fixture) })
  const answers = await Promise.allSettled(calls.map((call) => fetch(call)))
  return { fixtures, answers }
}

describe('a recorder', () => {
  it('hands on what the platform says, and keeps each exchange without its secrets', async () => {
    const { heard, fixtures } = await record()
    expect(heard[0]).toMatchObject({ seller: 'Seller bazaar-demo' })
    expect(fixtures.map(({ method, url, status }) => `${method} ${url} ${status}`)).toEqual([
      `POST ${HOME}/oauth/token 200`,
      `GET ${HOME}/v1/account 200`,
      `GET ${HOME}/v1/offers 200`,
      `POST ${HOME}/v1/offers/batch 200`,
      `GET ${HOME}/v1/offers 200`,
    ])
    expect(fixtures[0]).toMatchObject({
      requestBody: 'grant_type=client_credentials&client_id=bazaar-demo&client_secret=__secret__',
      responseBody: { json: { access_token: '__secret__', token_type: 'Bearer', expires_in: 3_600 } },
    })
    expect(fixtures[1]?.requestHeaders).toMatchObject({ authorization: '__secret__', 'bazaar-market': 'nl' })
    expect(fixtures[3]?.requestBody).toEqual({ json: { offers: [offer] } })
    expect(readdirSync(join(folder, 'deep'))).toEqual(['bazaar.json'])
  })

  it('writes the same file again when nothing changed but tokens, ports, dates and what is left of limits', async () => {
    const first = await record({ seed: 7 })
    const again = await record({ seed: 8 })
    expect(again.token).not.toBe(first.token)
    expect(again.file).toBe(first.file)
    expect(first.fixtures[1]?.responseHeaders).toMatchObject({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' })
    expect(first.fixtures[1]?.responseHeaders).not.toHaveProperty('ratelimit-remaining')
  })

  it('makes ids of requests and the edges of forms the same, and keeps what a client has to know', async () => {
    const form = new FormData()
    form.set('file', 'sku,price')
    const calls = ['one', 'two'].map(() => new Request(`${HOME}/files`, { method: 'POST', body: form }))
    let id = 0
    const { fixtures } = await recordOne(async () => {
      id += 1
      const headers = { 'x-request-id': `req_${id}`, 'retry-after': '7', etag: '"v1"', 'content-length': '2' }
      return new Response('ok', { headers })
    }, calls)
    expect(fixtures).toHaveLength(2)
    expect(fixtures[1]).toEqual(fixtures[0])
    const { 'x-request-id': shown, ...rest } = fixtures[0]?.responseHeaders ?? {}
    expect(shown).toBe('__volatile__')
    expect(rest).toEqual({ 'content-type': 'text/plain;charset=UTF-8', etag: '"v1"', 'retry-after': '7' })
  })

  it('learns the tokens that it hears, and strikes them out wherever they are said again', async () => {
    const token = 'tok-9f31c2aa7d5e4b60'
    const calls = [new Request(`${HOME}/login`), new Request(`${HOME}/echo/${token}`)]
    const platform: typeof globalThis.fetch = async (input) =>
      new Request(input).url.endsWith('/login') ? Response.json({ refreshToken: token }) : new Response(`for ${token}`)
    const fixtures: Fixture[] = []
    const fetch = recordingFetch({ fetch: platform, sink: (fixture) => void fixtures.push(fixture) })
    for (const call of calls) await fetch(call)
    expect(fixtures[1]).toMatchObject({ url: `${HOME}/echo/__secret__`, responseBody: 'for __secret__' })
    expect(findSecret(JSON.stringify(fixtures), token)).toEqual([])
  })

  it('keeps bytes that are no text, unless a secret is in them', async () => {
    const picture = new Uint8Array([0xff, 0xd8, 0xff, 0x00, 0x10])
    const leaking = Buffer.concat([picture, Buffer.from(SECRET)])
    const bodies = [picture, leaking]
    const calls = bodies.map((_, at) => new Request(`${HOME}/${at}`))
    const { fixtures } = await recordOne(
      async (input) => new Response(bodies[Number(new URL(new Request(input).url).pathname.slice(1))]),
      calls,
      [SECRET],
    )
    expect(fixtures.map(({ responseBody }) => responseBody)).toEqual([{ base64: '/9j/ABA=' }, '__secret__'])
    const replayed = await replayingFetch(fixtures)(`${HOME}/0`)
    expect(new Uint8Array(await replayed.arrayBuffer())).toEqual(picture)
  })

  it('reads JSON behind its escapes', async () => {
    const body = `{ "note": "${[...SECRET].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('')}" }`
    expect(JSON.parse(body)).toEqual({ note: SECRET })
    const { fixtures } = await recordOne(async () => new Response(body), [new Request(HOME)], [SECRET])
    expect(fixtures[0]?.responseBody).toEqual({ json: { note: '__secret__' } })
  })

  it('keeps calls side by side in the order in which they began, and none that was not answered', async () => {
    const waits: Record<string, number> = { '/slow': 40, '/quick': 0, '/cut': 10 }
    const calls = Object.keys(waits).map((name) => new Request(`${HOME}${name}`))
    const { fixtures, answers } = await recordOne(async (input) => {
      const { pathname } = new URL(new Request(input).url)
      await new Promise((resolve) => setTimeout(resolve, waits[pathname]))
      if (pathname === '/cut') throw new TypeError('fetch failed')
      return new Response(pathname)
    }, calls)
    expect(fixtures.map(({ responseBody }) => responseBody)).toEqual(['/slow', '/quick'])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })

  it('refuses a secret that is too short to be found, and does not say it', () => {
    const open = () => recordingFetch({ secrets: [SECRET, 'hunter2'], sink: () => undefined })
    expect(open).toThrow('secrets[1] has 7 signs')
    expect(open).not.toThrow('hunter2')
  })
})

describe('no secret', () => {
  const text = (unit: 'grapheme' | 'grapheme-ascii' | 'binary') => fc.string({ unit, minLength: 8, maxLength: 24 })
  const secret = fc
    .oneof(text('grapheme-ascii'), text('grapheme'), text('binary'), fc.base64String({ minLength: 12, maxLength: 60 }))
    .filter((given) => given.trim().length >= 8)

  /** Says a secret in every way that a careless client or platform might. */
  function indiscreet(said: string): typeof offer {
    const coded = (bytes: string, as: BufferEncoding = 'base64') => Buffer.from(bytes).toString(as)
    const ways = [
      said,
      encodeURIComponent(said),
      encodeURIComponent(said).toLowerCase(),
      new URLSearchParams({ q: said }).toString(),
      JSON.stringify({ note: said }),
      coded(said),
      `Basic ${coded(`bazaar-demo:${said}`)}`,
      coded(`ab:${said} and so on`, 'base64url'),
      encodeURIComponent(coded(`a:${said}`)),
    ]
    return { ...offer, description: ways.join(' ') }
  }

  it('of random credentials is in the file that is written, however it was said and coded', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (said) => {
        const more = [`/v1/offers?keys=${encodeURIComponent(said)}`, `/v1/${encodeURIComponent(said)}`]
        const { file, fixtures, token } = await record({ secret: said, content: indiscreet(said), more })
        expect(fixtures.length).toBe(7)
        expect(findSecret(file, said)).toEqual([])
        expect(findSecret(file, token)).toEqual([])
      }),
      { numRuns: 20, ...(process.env.VITRINE_SEED === undefined ? {} : { seed: Number(process.env.VITRINE_SEED) }) },
    )
  })

  it('would be overlooked: a file that was recorded without knowing them shows each way', async () => {
    const short = 'kept/by+us=26'
    const { file } = await record({ secret: short, secrets: [], content: indiscreet(short) })
    expect(findSecret(file, short).length).toBeGreaterThan(0)
    const ways = indiscreet(short)
      .description.split(' ')
      .filter((way) => way.length >= short.length)
    expect(ways).toHaveLength(9)
    for (const way of ways) expect(findSecret(JSON.stringify([way]), short), way).not.toEqual([])
  })
})

describe('a replay', () => {
  it('gives without a network what was recorded, whatever the credentials', async () => {
    const { heard, fixtures } = await record()
    const fetch = replayingFetch(fixtures)
    const again = await sell(fetch, { secret: 'another one' })
    expect(again).toEqual({ token: '__secret__', heard })
    expect(heard[1]).not.toEqual(heard[3])
    expect(fetch.left()).toEqual([])
    expect(fetch.misses).toEqual([])
  })

  it('does not mind the order of fields in JSON and forms', async () => {
    const { fixtures } = await record()
    const fetch = replayingFetch(fixtures)
    const content = Object.fromEntries(Object.entries(offer).reverse())
    const sent = { method: 'POST', body: JSON.stringify({ offers: [content] }) }
    expect((await fetch(`${HOME}/v1/offers/batch`, sent)).status).toBe(200)
    const form = 'client_secret=x&client_id=bazaar-demo&grant_type=client_credentials'
    expect((await fetch(`${HOME}/oauth/token`, { method: 'POST', body: form })).status).toBe(200)
    expect(fetch.left()).toHaveLength(3)
  })

  it('names the nearest recorded request, and where it differs', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    const body = JSON.stringify({ offers: [{ ...offer, title: 'Veil', brand: 'Hive & Co' }] })
    const asked = fetch(`${HOME}/v1/offers/batch`, { method: 'POST', body })
    await expect(asked).rejects.toThrow(
      `POST ${HOME}/v1/offers/batch is not recorded; the nearest is number 4, POST ${HOME}/v1/offers/batch: ` +
        'body.offers.0.title was "Smoker" and is "Veil", body.offers.0.brand was null and is "Hive & Co"',
    )
    await expect(fetch(`${HOME}/v1/offers?after=A`)).rejects.toThrow('query.after was nothing and is A')
    expect(fetch.misses).toHaveLength(2)
    await expect(replayingFetch([])(HOME)).rejects.toThrow('nothing is recorded')
  })

  it('answers no more often than was recorded', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    await fetch(`${HOME}/v1/offers`)
    await fetch(`${HOME}/v1/offers`)
    await expect(fetch(`${HOME}/v1/offers`)).rejects.toThrow('was recorded 2 times and is asked once more')
  })

  it('says no secret of the one who replays', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    const asked = fetch(`${HOME}/v1/offers?api_key=${SECRET.slice(0, 4)}`)
    await expect(asked).rejects.toThrow('query.api_key was nothing and is __secret__')
    expect(fetch.misses.join()).not.toContain(SECRET.slice(0, 4))
  })

  it('reads nothing but fixtures', () => {
    writeFileSync(join(folder, 'other.json'), '[{"method":"GET"}]')
    expect(() => readFixtures(join(folder, 'other.json'))).toThrow(/holds no fixtures: 0\.url/)
  })
})

describe('the drift of a contract', () => {
  const call = (body: unknown, rest: Partial<Fixture> = {}): Fixture => ({
    method: 'GET',
    url: `${HOME}/v1/orders/ord_000000001?page=1`,
    requestHeaders: {},
    requestBody: null,
    status: 200,
    responseHeaders: { etag: '"v1"' },
    responseBody: { json: body },
    ...rest,
  })
  const words = (before: readonly Fixture[], after: readonly Fixture[]) =>
    contractDrift(before, after).map((drift) => drift.words.replace('api.bazaar.example/v1', ''))

  it('is empty between two recordings of one platform', async () => {
    const [before, after] = [await record({ seed: 7 }), await record({ seed: 8 })]
    expect(contractDrift(before.fixtures, after.fixtures)).toEqual([])
  })

  it('names what a platform renamed, typed anew, added and took away', async () => {
    const { fixtures } = await record()
    const changed = fixtures.map((fixture) => {
      if (!fixture.url.endsWith('/v1/account')) return fixture
      return { ...fixture, responseBody: { json: { seller: 7, market: null, money: 'EUR', markets: ['nl'] } } }
    })
    expect(words(fixtures, changed)).toEqual([
      'GET /account 200: response.body.currency removed (text)',
      'GET /account 200: response.body.market changed from text to null',
      'GET /account 200: response.body.money added (text)',
      'GET /account 200: response.body.seller changed from text to number',
    ])
  })

  it('looks into lists, headers, queries and forms, and takes ids for one and the same', () => {
    const before = [call({ lines: [{ sku: 'A' }, { sku: 'B', note: 'x' }] })]
    const after = [
      call(
        { lines: [{ sku: 1, 'tax.rate': 21 }] },
        { url: `${HOME}/v1/orders/ord_000000002?cursor=x`, requestBody: 'a=1', responseHeaders: { link: 'x' } },
      ),
    ]
    expect(words(before, after)).toEqual([
      'GET /orders/{id} 200: request.body added (object)',
      'GET /orders/{id} 200: request.query.cursor added (text)',
      'GET /orders/{id} 200: request.query.page removed (text)',
      'GET /orders/{id} 200: response.body.lines[].note removed (text)',
      'GET /orders/{id} 200: response.body.lines[].sku changed from text to number',
      'GET /orders/{id} 200: response.body.lines[].tax.rate added (number)',
      'GET /orders/{id} 200: response.headers.etag removed (text)',
      'GET /orders/{id} 200: response.headers.link added (text)',
    ])
  })

  it('does not take an empty list for a lost shape, and tells of another status', () => {
    expect(words([call({ lines: [{ sku: 'A' }] })], [call({ lines: [] })])).toEqual([])
    expect(words([call({ lines: [] })], [call({ lines: [{ sku: 'A' }] })])).toEqual([])
    expect(words([call({})], [call({}, { status: 404 })])).toEqual([
      'GET /orders/{id} 200 removed',
      'GET /orders/{id} 404 added',
    ])
  })
})
