import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

/** What can be served: `createCommerce` makes one, an app around it may wrap it. */
export interface Servable {
  readonly app: Pick<Hono, 'fetch'>
  /** Told where it listens, once it does. */
  publishAddress?(url: string): void
  /** From now on `/ready` says no. */
  drain(): void
  /** Ends background work and closes the database. */
  close(): Promise<void>
}

export interface ServeOptions {
  readonly port: number
  readonly hostname?: string
  /** Milliseconds that running requests get after the first signal. */
  readonly drainMs?: number
  /** Also stop on SIGTERM and SIGINT; on by default. */
  readonly handleSignals?: boolean
}

export interface Serving {
  readonly url: string
  /** Stops taking requests, lets running ones finish, closes the shop. */
  stop(): Promise<void>
}

/** New connections that may wait in the kernel: Node takes one at a turn of its event loop, and beyond Node's own 511 they are reset. */
const BACKLOG = 4_096

/** Listens on Node's HTTP server and closes gracefully: running requests finish within 8 s, then the shop closes, so that the process ends within 10. */
export async function serve(shop: Servable, options: ServeOptions): Promise<Serving> {
  const { port, hostname = '127.0.0.1', drainMs = 8_000, handleSignals = true } = options
  const server = createAdaptorServer({ fetch: shop.app.fetch }) as Server
  server.listen({ port, host: hostname, backlog: BACKLOG })
  const address = await listening(server)
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= stopServing(server, shop, drainMs)
    return stopping
  }
  if (handleSignals)
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void stop().then(() => process.exit(0)))
  const url = `http://${hostname === '0.0.0.0' ? 'localhost' : hostname}:${address.port}`
  shop.publishAddress?.(url)
  return { url, stop }
}

function listening(server: Server): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const done = () => resolve(server.address() as AddressInfo)
    if (server.listening) return done()
    server.once('listening', done)
    server.once('error', reject)
  })
}

async function stopServing(server: Server, shop: Servable, drainMs: number): Promise<void> {
  shop.drain()
  server.prependListener('request', lastAnswer)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
  await shop.close()
}

/** Node goes on taking requests on connections that are kept alive, for as long as their clients ask. */
function lastAnswer(_: IncomingMessage, answer: ServerResponse): void {
  answer.shouldKeepAlive = false
}
