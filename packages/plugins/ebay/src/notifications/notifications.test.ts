import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HookRequest } from '@vitrine/core'
import { contractFile } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenEbay, openEbay } from '../fixtures/open-ebay.ts'
import { answerChallenge } from './challenge.ts'
import { hintsOf } from './hints.ts'
import { isFromEbay } from './verify.ts'

const vectors = contractFile('signature-vectors.json')
const token = 'verification-token-of-32-to-80-chars_ok'

function requestOf(url: string, more: Partial<HookRequest> = {}): HookRequest {
  const { searchParams } = new URL(url)
  return { method: 'GET', url, query: searchParams, headers: new Headers(), body: new Uint8Array(), text: '', ...more }
}

describe.skipIf(vectors === undefined)('the challenge of the vectors beside the project', () => {
  it('is answered as eBay expects', async () => {
    const ebay = await openEbay({}, { verificationToken: token })
    const { vectors: all } = JSON.parse(readFileSync(vectors ?? '', 'utf8')) as { vectors: Record<string, string>[] }
    const vector = all.find(({ scheme }) => scheme === 'ebay endpoint challenge')
    const told = vector as unknown as Record<'challengeCode' | 'verificationToken' | 'endpoint', string> & {
      readonly response: object
    }
    const answer = answerChallenge(requestOf(`${told.endpoint}?challenge_code=${told.challengeCode}`), {
      settings: ebay.settings,
      credentials: { ...ebay.account.credentials, verificationToken: told.verificationToken },
    })
    await ebay.close()
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
    expect(JSON.parse(answer?.body ?? '')).toEqual(told.response)
  })
})

describe('a notification', () => {
  let ebay: OpenEbay
  let heard: HookRequest[] = []
  let url = ''
  let close = () => {}
  beforeEach(async () => {
    ebay = await openEbay({}, { verificationToken: token })
    heard = []
    const server = createServer(async (request, response) => {
      const parts: Uint8Array[] = []
      for await (const part of request) parts.push(part as Uint8Array)
      const body = Buffer.concat(parts)
      const hook = requestOf(`${url}${request.url?.replace('/hooks/ebay', '') ?? ''}`, {
        method: request.method ?? '',
        headers: new Headers(request.headers as Record<string, string>),
        body,
        text: body.toString(),
      })
      const answer = answerChallenge(hook, ebay.account)
      if (answer === undefined) heard.push(hook)
      response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' })
      response.end(answer?.body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/ebay`
    close = () => server.close()
    await ebay.sandbox.act.setHook({ url, verificationToken: token })
  })
  afterEach(async () => {
    close()
    await ebay.close()
  })
  const notify = async (input: {
    readonly topic: string
    readonly data?: Record<string, unknown>
    readonly isForged?: boolean
  }) => {
    await ebay.sandbox.act.notify(input)
    return heard.at(-1) as HookRequest
  }

  it('is believed by the key that it names, which is read once', async () => {
    const first = await notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data: { username: 'gone' } })
    const second = await notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data: { username: 'gone too' } })
    expect([await isFromEbay(first, ebay.api), await isFromEbay(second, ebay.api)]).toEqual([true, true])
    expect(ebay.calls().filter((call) => call.startsWith('GET /public_key/'))).toHaveLength(1)
  })

  it('is not believed with one changed byte, a stranger’s signature, an unknown key, or none', async () => {
    const right = await notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data: { username: 'gone' } })
    const changed = Uint8Array.from(right.body, (byte, at) => (at === 40 ? byte ^ 1 : byte))
    expect(await isFromEbay({ ...right, body: changed }, ebay.api)).toBe(false)
    expect(await isFromEbay(await notify({ topic: 'X', isForged: true }), ebay.api)).toBe(false)
    const signed = (value: object) =>
      new Headers({ 'x-ebay-signature': Buffer.from(JSON.stringify(value)).toString('base64') })
    for (const headers of [
      new Headers(),
      new Headers({ 'x-ebay-signature': '%%%' }),
      signed({ kid: 'unknown', signature: 'AAAA' }),
      signed({ kid: '../../sell/inventory', signature: 'AAAA' }),
      signed({ kid: 'sandbox-key-1', signature: 'not base64' }),
    ])
      expect(await isFromEbay({ ...right, headers }, ebay.api)).toBe(false)
  })

  it('points to the order that it is about, to the connection that lost its rights, or to nothing', async () => {
    const order = await notify({ topic: 'ORDER_CONFIRMATION', data: { orderId: '12-34567-89012' } })
    expect(hintsOf(order)).toMatchObject([{ about: 'order', externalId: '12-34567-89012' }])
    expect(hintsOf(await notify({ topic: 'AUTHORIZATION_REVOCATION' }))).toMatchObject([{ about: 'connection' }])
    const [strange] = hintsOf(await notify({ topic: 'PRIORITY_LISTING_REVISION', data: {} }))
    expect(strange).toMatchObject({ about: 'nothing', id: expect.stringMatching(/^ntf_/) })
  })

  it('names whose data must go, under each name that orders may have', async () => {
    const closed = (data: object) => notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data: { ...data } })
    expect(hintsOf(await closed({ username: 'gone', userId: 'u-1', eiasToken: 'x' }))).toMatchObject([
      { about: 'buyer', externalId: 'gone' },
      { about: 'buyer', externalId: 'u-1' },
    ])
    expect(hintsOf(await closed({}))).toMatchObject([{ about: 'nothing' }])
  })

  it('is not asked for where no token is set', () => {
    const { verificationToken: _, ...credentials } = ebay.account.credentials
    const asked = requestOf(`${url}?challenge_code=1`)
    expect(answerChallenge(asked, { settings: ebay.settings, credentials })).toEqual({ status: 404 })
    expect(answerChallenge({ ...asked, method: 'POST' }, ebay.account)).toBeUndefined()
  })
})
