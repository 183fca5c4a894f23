import { createCommerce } from '../commerce.ts'
import { fileOf, randomToken } from '../kernel/index.ts'
import { commandError, EXIT, type Options, text } from './command.ts'
import { databaseAt, databaseUrl, ownerOf } from './database.ts'
import { refusal } from './refusal.ts'

/** The admin surface of a shop: of the process that owns the database, or of this one when nobody does. */
export interface Connection {
  /** Answers what the shop answers, when that is success; throws a `CommandError` else. */
  request(path: string, init?: RequestInit): Promise<Response>
  json<T>(path: string, init?: RequestInit): Promise<T>
  close(): Promise<void>
}

/**
 * Connects to the shop of the database that was named. A shop opened here delivers no events and runs no jobs: what a change sets
 * off waits in the outbox for the shop's own process, whose transports and plugins this one does not know.
 */
async function connect(options: Options): Promise<Connection> {
  const url = databaseUrl(options)
  const owner = ownerOf(fileOf(url))
  if (owner === undefined) return inProcess(url)
  const { url: base, token } = owner
  if (base !== undefined) return connection(token, (path, init) => fetch(`${base}${path}`, init))
  throw commandError(`Process ${owner.pid} has the database open and does not listen.`, {
    exitCode: EXIT.unavailable,
    hint: 'Wait until it has started, or stop it.',
  })
}

async function inProcess(url: string): Promise<Connection> {
  const operatorToken = randomToken()
  const commerce = await openCommerce(url, operatorToken)
  const request = async (path: string, init: RequestInit) =>
    commerce.app.fetch(new Request(`http://in.process${path}`, init))
  return connection(operatorToken, request, () => commerce.close())
}

async function openCommerce(url: string, operatorToken: string) {
  const publicUrl = text(process.env, 'VITRINE_PUBLIC_URL')
  try {
    return await createCommerce({
      database: databaseAt(url),
      operatorToken,
      log: { level: 'error' },
      ...(publicUrl === undefined ? {} : { publicUrl }),
    })
  } catch (error) {
    throw commandError((error as Error).message, { exitCode: EXIT.unavailable, hint: 'Run: vitrine doctor' })
  }
}

function connection(
  token: string,
  send: (path: string, init: RequestInit) => Promise<Response>,
  close: () => Promise<void> = async () => undefined,
): Connection {
  const request: Connection['request'] = async (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${token}`)
    const response = await send(path, { ...init, headers }).catch((error: Error & { cause?: Error }) => {
      throw commandError(`The shop cannot be reached: ${error.cause?.message ?? error.message}`, {
        exitCode: EXIT.unavailable,
      })
    })
    if (!response.ok) throw await refusal(response)
    return response
  }
  return {
    request,
    json: async <T>(path: string, init?: RequestInit) => (await request(path, init)).json() as T,
    close,
  }
}

/** Opens, uses and closes a connection. */
export async function withShop<T>(options: Options, use: (shop: Connection) => Promise<T>): Promise<T> {
  const shop = await connect(options)
  return use(shop).finally(shop.close)
}

export function jsonBody(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}
