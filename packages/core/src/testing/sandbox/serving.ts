import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Fault } from './knobs.ts'

/** Node's own ends of a request, for cutting the line. */
export interface Ends {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

type Answers = (request: Request, ends: Ends) => Response | Promise<Response>

export interface Listening {
  readonly url: string
  stop(): Promise<void>
}

/** Listens on this machine; port 0 is any free one. */
export async function listen({
  port,
  answers,
}: {
  readonly port: number
  readonly answers: Answers
}): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request, env) => answers(request, env as Ends),
    overrideGlobalObjects: false,
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', backlog: 4_096 }, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${taken}`, stop }
}

/** Answers as the fault says; `right` is what the platform would have said, undefined when it was not asked. */
export async function faultAnswer(
  fault: Fault,
  {
    right,
    ends,
    failure,
    now,
  }: {
    readonly right: Response | undefined
    readonly ends: Ends
    readonly failure: (refused: { status: number; code: string; message: string }) => unknown
    readonly now: () => number
  },
): Promise<Response> {
  if (fault.answer === 'reset') return cut(ends)
  if (fault.answer === 'timeout') return silence(ends, fault.after)
  if (fault.answer === 'html') return page(fault.status)
  if (fault.answer === 'truncated') return half(right)
  const { status, code, retryAfter, retryAfterAs } = fault
  const headers = new Headers({ 'content-type': 'application/json' })
  if (retryAfter !== undefined)
    headers.set(
      'retry-after',
      retryAfterAs === 'date' ? new Date(now() + retryAfter * 1_000).toUTCString() : String(retryAfter),
    )
  return new Response(JSON.stringify(failure({ status, code, message: `The sandbox was told to answer ${status}.` })), {
    status,
    headers,
  })
}

function cut({ incoming }: Ends): Response {
  incoming.socket.resetAndDestroy()
  return RESPONSE_ALREADY_SENT
}

function silence(ends: Ends, after: number): Promise<Response> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(cut(ends)), after)
    ends.incoming.socket.once('close', () => {
      clearTimeout(timer)
      resolve(RESPONSE_ALREADY_SENT)
    })
  })
}

function page(status: number): Response {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>Gateway</p></body></html>`
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

async function half(right: Response | undefined): Promise<Response> {
  const text = (await right?.text()) || '{"results":['
  const { status = 200 } = right ?? {}
  return new Response(text.slice(0, Math.ceil(text.length / 2)), {
    status,
    headers: { 'content-type': right?.headers.get('content-type') ?? 'application/json' },
  })
}
