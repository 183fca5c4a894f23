import { afterEach, beforeEach, expect, it } from 'vitest'
import { addStaff } from '../access/index.ts'
import { contribute, DAY, HOUR, privateHost, systemContext } from '../kernel/index.ts'
import { type Envelope, type MailTransport, mailTransport } from '../mail/index.ts'
import { createTestClock, openTestShop, type TestShop } from '../testing/index.ts'
import { answers, openReceiver, type Receiver } from './fixtures/receiver.ts'

let shop: TestShop
let receiver: Receiver
let sent: Envelope[]
const clock = createTestClock()

beforeEach(async () => {
  receiver = await openReceiver()
  receiver.behave = answers(500)
  sent = []
  const transport: MailTransport = { id: 'kept', send: async (envelope) => void sent.push(envelope) }
  shop = await openTestShop({
    clock: clock.now,
    contributes: [contribute(privateHost, receiver.host), contribute(mailTransport, transport)],
  })
  const ctx = systemContext(shop.commerce.core)
  for (const [email, role] of [
    ['ada@example.com', 'owner'],
    ['bo@example.com', 'viewer'],
  ] as const)
    await addStaff(ctx, { email, name: email.slice(0, 3), role })
})
afterEach(async () => {
  await shop.close()
  await receiver.close()
})

const items = async () => {
  const { items: all } = await shop.commerce.call.admin.plugins.waiting({})
  return all.filter(({ plugin }) => plugin === 'webhooks')
}

/** Something happens, and the hours pass in which it is tried. */
async function pass(days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 6) {
    clock.advance(6 * HOUR)
    await shop.commerce.call.admin.customers.create({ body: { email: `bee-${clock.now()}@example.com` } })
    await shop.commerce.idle()
  }
}

it('that fails is told to those who can mend it four days before it is disabled, and when it is', async () => {
  const { webhooks } = shop.commerce.call.admin
  const { id } = await webhooks.create({ body: { url: receiver.url } })
  expect(await items()).toEqual([])
  await pass(1.5)
  const [warning, ...others] = await items()
  expect(others).toEqual([])
  expect(warning).toMatchObject({ id: `webhook-failing/${id}`, count: 1, href: `/admin/webhooks/${id}` })
  expect(sent.map(({ to }) => to)).toEqual(['ada@example.com'])
  expect(sent[0]?.text).toContain(receiver.url)
  await pass(5)
  expect((await webhooks.get({ params: { id } })).disabledReason).toBe('failing')
  expect(await items()).toMatchObject([{ id: `webhook-disabled/${id}` }])
  expect(sent).toHaveLength(2)
  expect(sent[1]?.subject).toContain('disabled')
})

it('that takes something again waits for nobody', async () => {
  const { webhooks } = shop.commerce.call.admin
  await webhooks.create({ body: { url: receiver.url } })
  await pass(1.5)
  expect(await items()).toHaveLength(1)
  receiver.behave = answers(200)
  await pass(1)
  expect(await items()).toEqual([])
  clock.advance(DAY)
  expect(sent).toHaveLength(1)
})
