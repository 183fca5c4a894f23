import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message of the platform as it came. */
export interface HeardMessage {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Where the platform sends its messages: it brings them to the shop that lives now, and keeps them. */
export interface Relay {
  readonly url: string
  /** Messages that the shop answered, challenges left out; newest last. */
  readonly heard: () => readonly HeardMessage[]
  /** Waits until there is more than so many, or the shop that lives now has died; at most ten seconds. */
  readonly arrival: (count: number) => Promise<void>
  /** Sends a message to the shop, whoever made it; resolves with the status, or undefined when nobody answers. */
  readonly send: (message: HeardMessage) => Promise<number | undefined>
  readonly stop: () => Promise<void>
}

/** `shop` is the address of the shop that lives; while none does, nobody answers. */
export async function openRelay(shop: () => string | undefined): Promise<Relay> {
  const heard: HeardMessage[] = []
  const ask = async (message: HeardMessage): Promise<Answer | undefined> => {
    const alive = shop()
    if (alive === undefined) return undefined
    const answer = await call(alive, message).catch(() => undefined)
    // Whoever died while he was asked said nothing.
    return shop() === alive ? answer : undefined
  }
  const server = createServer((request, response) => void pass(request, response))
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const message = await messageOf(request)
    const answer = await ask(message)
    if (answer === undefined) return void request.socket.destroy()
    if (message.method === 'POST') heard.push(message)
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    async arrival(count) {
      const end = performance.now() + 10_000
      while (heard.length <= count && shop() !== undefined) {
        if (performance.now() > end) throw new Error('the platform sent no message')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    send: async (message) => (await ask(message))?.status,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** With the host that the platform knows, since some sign it. */
function call(shop: string, { method, path, headers, body }: HeardMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${shop}${path}`, { method, headers, agent: false }, (response) => {
      const { statusCode: status = 500 } = response
      const type = response.headers['content-type'] ?? 'text/plain'
      textOf(response).then((text) => resolve({ status, type, body: text }), reject)
    })
    request.on('error', reject)
    request.end(method === 'GET' ? undefined : body)
  })
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Of one line: they are set anew by whoever sends it. */
const OF_THE_LINE = ['connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'expect']

async function messageOf(request: IncomingMessage): Promise<HeardMessage> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    OF_THE_LINE.includes(name) || value === undefined ? [] : [[name, String(value)]],
  )
  const { method = 'GET', url: path = '/' } = request
  return { method, path, headers: Object.fromEntries(headers), body: await textOf(request) }
}
