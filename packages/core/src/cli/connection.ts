import { type Commerce, createCommerce } from '../commerce.ts'
import { fileOf, isProblem, randomToken, readOwner } from '../kernel/index.ts'
import { type CommandError, commandError, EXIT } from './command.ts'

/** The admin surface of a shop: of the process that owns the database, or of this one when nobody does. */
export interface Connection {
  readonly isRemote: boolean
  request(path: string, init?: RequestInit): Promise<Response>
  /** Answers JSON; a problem becomes a `CommandError`. */
  json<T>(path: string, init?: RequestInit): Promise<T>
  close(): Promise<void>
}

export const DEFAULT_DATABASE = 'file:.data/shop.db'

/** `--database`, else VITRINE_DATABASE_URL, else a file in the working folder. */
export function databaseUrl(asked: string | undefined): string {
  return asked ?? process.env.VITRINE_DATABASE_URL ?? DEFAULT_DATABASE
}

export async function connect(url: string): Promise<Connection> {
  const file = fileOf(url)
  const owner = file === undefined ? undefined : readOwner(file)
  if (owner?.url !== undefined) return over(owner.url, owner.token)
  if (owner !== undefined)
    throw commandError(`Process ${owner.pid} has the database open and does not listen yet.`, {
      exitCode: EXIT.unavailable,
      hint: 'Wait until it has started, or stop it.',
    })
  return inProcess(url)
}

function over(base: string, token: string): Connection {
  return connection(
    true,
    (path, init) => fetch(`${base}${path}`, withToken(init, token)),
    async () => undefined,
  )
}

async function inProcess(url: string): Promise<Connection> {
  const operatorToken = randomToken()
  const commerce = await open(url, operatorToken)
  return connection(
    false,
    async (path, init) => commerce.app.fetch(new Request(`http://in.process${path}`, withToken(init, operatorToken))),
    async () => {
      await commerce.idle()
      await commerce.close()
    },
  )
}

async function open(url: string, operatorToken: string): Promise<Commerce> {
  const authToken = process.env.VITRINE_DATABASE_TOKEN
  try {
    const commerce = await createCommerce({
      database: { url, ...(authToken === undefined ? {} : { authToken }) },
      operatorToken,
      log: { level: 'warn' },
    })
    await commerce.start()
    return commerce
  } catch (error) {
    throw commandError((error as Error).message, { exitCode: EXIT.unavailable, hint: 'Run: vitrine doctor' })
  }
}

function withToken(init: RequestInit = {}, token: string): RequestInit {
  const headers = new Headers(init.headers)
  headers.set('Authorization', `Bearer ${token}`)
  return { ...init, headers }
}

function connection(isRemote: boolean, request: Connection['request'], close: Connection['close']): Connection {
  const reached: Connection['request'] = async (path, init) => {
    try {
      return await request(path, init)
    } catch (error) {
      if (isProblem(error)) throw error
      throw commandError(`The shop cannot be reached: ${(error as Error).message}`, { exitCode: EXIT.unavailable })
    }
  }
  return {
    isRemote,
    close,
    request: reached,
    async json<T>(path: string, init?: RequestInit): Promise<T> {
      const response = await reached(path, init)
      if (!response.ok) throw await refusal(response)
      return (await response.json()) as T
    },
  }
}

interface ProblemBody {
  readonly title?: string
  readonly detail?: string
  readonly hint?: string
  readonly code?: string
}

/** What the shop refused, in its own words. */
export async function refusal(response: Response): Promise<CommandError> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody
  const words = [body.title ?? `The shop answered ${response.status}`, body.detail]
    .filter((part) => part !== undefined)
    .join(': ')
  return commandError(`${words}${body.code === undefined ? '' : ` (${body.code})`}`, {
    exitCode: EXIT.findings,
    ...(body.hint === undefined ? {} : { hint: body.hint }),
  })
}
