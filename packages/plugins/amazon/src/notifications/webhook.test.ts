import { readFileSync } from 'node:fs'
import { contractFile, testAccount } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { credentials, reason, settings } from '../fixtures/contracts.ts'
import { hintsIn } from './message.ts'
import { HOOK_HEADER, webhook } from './webhook.ts'

const SECRET = 'a-secret-of-sixteen-letters'

function asked(shown: string | undefined, body = '{}') {
  const headers = new Headers(shown === undefined ? {} : { [HOOK_HEADER]: shown })
  const url = 'https://shop.example.com/hooks/con_1'
  return {
    method: 'POST',
    url,
    query: new URLSearchParams(),
    headers,
    body: new TextEncoder().encode(body),
    text: body,
  }
}

function isTaken(shown: string | undefined, hookSecret: string | undefined) {
  const own = hookSecret === undefined ? credentials : { ...credentials, hookSecret }
  return webhook.verify(asked(shown), { account: testAccount({ settings, credentials: own, fetch }) })
}

describe('a notification', () => {
  it('is taken from those who know the secret', () => {
    expect(isTaken(SECRET, SECRET)).toBe(true)
  })

  it.each([
    ['another secret', 'another-secret-of-letters', SECRET],
    ['a beginning of it', SECRET.slice(0, -1), SECRET],
    ['none', undefined, SECRET],
    ['an empty one', '', SECRET],
    ['any at all while the connection has none', SECRET, undefined],
    ['an empty one while the connection has none', '', undefined],
  ])('is not taken with %s', (_name, shown, own) => {
    expect(isTaken(shown, own)).toBe(false)
  })

  const order = {
    NotificationType: 'ORDER_CHANGE',
    Payload: { OrderChangeNotification: { AmazonOrderId: '306-1' } },
    NotificationMetadata: { NotificationId: 'n-1' },
  }
  const hint = { id: 'n-1', about: 'order', externalId: '306-1' }

  it.each([
    ['an event of EventBridge', { version: '0', id: 'e-1', 'detail-type': 'ORDER_CHANGE', detail: order }],
    ['a message of a queue as a forwarder sends it', { messageId: 'm-1', body: JSON.stringify(order) }],
    ['a message of a queue as its API gives it', { MessageId: 'm-1', Body: JSON.stringify(order) }],
    ['the notification itself', order],
    ['a list of them', [order]],
    ['the records of a function that a queue calls', { Records: [{ messageId: 'm-1', body: JSON.stringify(order) }] }],
  ])('may come as %s', (_name, body) => {
    expect(webhook.parse(asked(SECRET, JSON.stringify(body)))).toEqual([hint])
  })

  it('without an id of its own has that of its event', () => {
    const { NotificationMetadata: _none, ...bare } = order
    expect(hintsIn({ id: 'e-1', detail: bare })).toEqual([{ ...hint, id: 'e-1' }])
    expect(hintsIn(bare)).toEqual([])
  })

  it('of something that a shop does not know is about nothing', () => {
    expect(hintsIn({ ...order, NotificationType: 'PRICING_HEALTH' })).toEqual([{ id: 'n-1', about: 'nothing' }])
    expect(hintsIn({ hello: 'world' })).toEqual([])
  })
})

const published = [
  ['OrderChangeNotification', 'order', '903-8868176-2219830'],
  ['ListingsItemStatusChangeNotification', 'listing', 'NLS-SHOES-03'],
  ['ListingsItemIssuesChangeNotification_2023-12-13', 'listing', 'NLS-SHOES-03'],
  ['ListingsItemMfnQuantityChange', 'listing', 'NLS-SHOES-03'],
  ['FeedProcessingFinishedNotification', 'nothing', undefined],
  ['ProductTypeDefinitionsChangeNotification', 'nothing', undefined],
] as const

describe.skipIf(reason !== '')(`Amazon's own notifications${reason}`, () => {
  it.each(published)('%s is about %s %s', (name, about, externalId) => {
    const file = contractFile(`amazon-sp-api/schemas/notifications/${name}.json`) ?? ''
    const { examples } = JSON.parse(readFileSync(file, 'utf8'))
    const [found] = hintsIn(examples[0])
    expect(found).toEqual({ id: expect.any(String), about, ...(externalId === undefined ? {} : { externalId }) })
  })
})
