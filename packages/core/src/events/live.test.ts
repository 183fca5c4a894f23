import { afterEach, describe, expect, it } from 'vitest'
import { run, systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { defineEvent, type EventType, emit } from './event.ts'
import { type LiveOptions, liveStream } from './live.ts'
import { closeFollowers, followersOf } from './tail.ts'

const stockChanged = defineEvent<{ sellable: boolean }>('stock.changed', { isPublic: true })
const productUpdated = defineEvent<{ title: string }>('product.updated', { isPublic: true })
const orderPlaced = defineEvent<{ orderId: string }>('order.placed')

let test: TestApp
afterEach(() => test.close())

async function happen<Data>(event: EventType<Data>, aggregate: string, data: Data): Promise<void> {
  const ctx = systemContext(test.app)
  await run(ctx, { name: 'test', plan: () => ({ statements: [emit(ctx, event, { aggregate, data })], result: null }) })
}

/** Opens a stream; `until` reads on until the text has come and answers everything so far. */
async function listen(options: LiveOptions) {
  const response = await liveStream(systemContext(test.app), options)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    response,
    cancel: () => reader.cancel(),
    async until(end: string): Promise<string> {
      while (!text.includes(end)) {
        const { done, value } = await reader.read()
        if (done) return `${text}<end>`
        text += decoder.decode(value)
      }
      return text
    },
  }
}

describe('a live stream', () => {
  it('tells buyers at once what they may see, and nothing else', async () => {
    test = await openTestApp()
    const client = await listen({ audience: 'public' })
    await happen(orderPlaced, 'ord_1', { orderId: 'ord_1' })
    await happen(stockChanged, 'var_1', { sellable: false })
    const text = await client.until('stock.changed')
    expect(text).toContain('id: 2\nevent: stock.changed\ndata: {"id":"evt_')
    expect(text).not.toContain('ord_1')
    expect(client.response.headers.get('Content-Type')).toBe('text/event-stream')
    await client.cancel()
    expect(followersOf(test.app)).toBe(0)
  })

  it('goes on after the number that the client saw last, without loss or repetition', async () => {
    test = await openTestApp()
    for (let at = 1; at <= 450; at += 1) await happen(stockChanged, `var_${at}`, { sellable: true })
    const client = await listen({ audience: 'all', from: 10 })
    await happen(orderPlaced, 'ord_last', { orderId: 'ord_last' })
    const text = await client.until('ord_last')
    const ids = [...text.matchAll(/^id: (\d+)\nevent/gm)].map(([, id]) => Number(id))
    expect(ids).toEqual(Array.from({ length: 441 }, (_, at) => at + 11))
    await client.cancel()
  })

  it('can be narrowed to topics and things', async () => {
    test = await openTestApp()
    const client = await listen({ audience: 'public', topics: ['product', 'stock.changed'], aggregates: ['p1', 'v1'] })
    await happen(stockChanged, 'v2', { sellable: true })
    await happen(productUpdated, 'p1', { title: 'Smoker' })
    await happen(stockChanged, 'v1', { sellable: true })
    const text = await client.until('"v1"')
    expect(text).toContain('"p1"')
    expect(text).not.toContain('"v2"')
    await client.cancel()
  })

  it('says reset when what was missed is no longer kept', async () => {
    test = await openTestApp()
    for (let at = 1; at <= 5; at += 1) await happen(stockChanged, `var_${at}`, { sellable: true })
    await test.app.db.batch([{ sql: 'delete from events where number <= 3', args: [] }])
    const client = await listen({ audience: 'public', from: 1 })
    const text = await client.until('var_5')
    expect(text).toMatch(/event: reset\ndata: \{\}\n\nid: 4\n/)
    await client.cancel()
  })

  it('ends when the shop closes', async () => {
    test = await openTestApp()
    const client = await listen({ audience: 'all' })
    closeFollowers(test.app)
    expect(await client.until('never')).toContain('<end>')
  })
})
