/** One message of a stream of server-sent events (HTML standard, 9.2). */
export interface Message {
  /** Of this message or the last before it that had one. */
  readonly id: string
  readonly event: string
  readonly data: string
}

/** Reads messages as they come. One that the end of the stream cuts off is not one. */
export async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<Message, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let id = ''
  let event = ''
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [, field, text = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
        if (field === 'data') data.push(text)
        else if (field === 'event') event = text
        else if (field === 'id' && !text.includes('\0')) id = text
        else if (line === '') {
          yield { id, event, data: data.join('\n') }
          event = ''
          data = []
        }
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
