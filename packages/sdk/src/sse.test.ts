import { expect, test } from 'vitest'
import { type Message, messagesOf } from './sse.ts'

function streamOf(...chunks: (string | Uint8Array)[]) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
      controller.close()
    },
  })
}

async function messagesIn(...chunks: (string | Uint8Array)[]): Promise<Message[]> {
  const found: Message[] = []
  for await (const message of messagesOf(streamOf(...chunks), () => undefined)) found.push(message)
  return found
}

const text = 'id: 7\r\nevent: stock.changed\r\ndata: {"a":1}\r\n\r\n: alive\r\n\r\ndata: two\r\ndata:  lines\r\n\r\n'
const messages = [
  { id: '7', event: 'stock.changed', data: '{"a":1}' },
  { id: '7', event: '', data: '' },
  { id: '7', event: '', data: 'two\n lines' },
]

test.each(['\r\n', '\n', '\r'])('lines end with %j', async (end) => {
  const found = await messagesIn(`${text.replaceAll('\r\n', end)}x`)
  expect(found).toEqual(messages)
})

test('messages may be cut into chunks anywhere', async () => {
  const bytes = new TextEncoder().encode(`${text}data: вулик\r\n\r\n`)
  for (let at = 1; at < bytes.length; at++) {
    const found = await messagesIn(bytes.slice(0, at), bytes.slice(at))
    expect(found).toEqual([...messages, { id: '7', event: '', data: 'вулик' }])
  }
})

test('one that the end of the stream cuts off is not one', async () => {
  expect(await messagesIn('data: whole\n\ndata: ha')).toEqual([{ id: '', event: '', data: 'whole' }])
  expect(await messagesIn('data: no blank line\n')).toEqual([])
})

test('a byte order mark, unknown fields and fields without a colon are passed over', async () => {
  expect(await messagesIn('\uFEFFid: 1\nretry: 2000\nodd\ndata\ndata:x\n\n')).toEqual([
    { id: '1', event: '', data: '\nx' },
  ])
})
