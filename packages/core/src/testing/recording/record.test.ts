import { describe, expect, it } from 'vitest'
import type { Fixture } from './fixture.ts'
import { findSecret } from './fixtures/finder.ts'
import { record, SECRET } from './fixtures/morning.ts'
import { HOME, offer } from './fixtures/seller.ts'
import { recordingFetch } from './record.ts'
import { replayingFetch } from './replay.ts'

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
