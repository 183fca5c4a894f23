import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import { isProblem } from './problem.ts'

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(bindings: Record<string, unknown>): Logger
}

export interface LogOptions {
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  readonly destination?: DestinationStream
}

/** Structured JSON lines without personal data and secrets: struck out by key at any depth, and in texts where they can be recognised. */
export function createLog({ level = 'info', destination }: LogOptions = {}): Logger {
  const log = pino(
    {
      level,
      base: null,
      serializers: { err: (described) => described },
      hooks: {
        logMethod([first, ...rest], write) {
          const parts: unknown[] = (first as unknown) instanceof Error ? [{ err: first }, ...rest] : [first, ...rest]
          write.apply(this, parts.map((part) => redacted(part, 0)) as Parameters<typeof write>)
        },
      },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  )
  return redactChildren(log)
}

/** What a child is bound to is written as it is; children are made by the method of their parent, so one replacement serves all. */
function redactChildren(log: PinoLogger): Logger {
  const { child } = log
  const redacting = function (this: PinoLogger, bindings: Record<string, unknown>): Logger {
    return child.call(this, redacted(bindings, 0) as Record<string, unknown>) as Logger
  }
  return Object.assign(log, { child: redacting })
}

const CENSOR = '[redacted]'
const DEPTH = 6
const SECRET_KEY =
  /password|secret|token|authorization|cookie|credential|apikey|vitrinekey|vitrinecart|idempotencykey|email|phone|address|firstname|lastname|cardnumber|iban/

function redacted(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubbed(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEPTH) return '[too deep]'
  if (value instanceof Error) return describeError(value, depth)
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1))
  if (value instanceof Map || value instanceof Set) return `[${value.constructor.name} of ${value.size}]`
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, isSecret(key, entry) ? CENSOR : redacted(entry, depth + 1)]),
  )
}

function isSecret(key: string, value: unknown): boolean {
  return value !== undefined && value !== null && SECRET_KEY.test(key.toLowerCase().replace(/[-_]/g, ''))
}

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi
/** Keys of ours and of providers: `vk_…`, `sk_…`, `whsec_…`, sealed values. */
const KEYS = /\b(?:[rsv]k|whsec|v1)[._][\w.+/=-]{16,}/g
const COOKIES = /\b((?:__Host-)?vitrine_\w+)=[^;\s]+/g
/** Links that work once, and addresses that carry a password. */
const LINKS = /([?&](?:token|key|secret|signature)=)[^&\s"'<>]+/gi
const USERINFO = /(\b[a-z][\w+.-]*:\/\/[^\s/:@]+):[^\s/@]+@/gi
/** Drizzle ends its messages with the bound values. */
const PARAMS = /\nparams: .*/gs

function scrubbed(text: string): string {
  return text
    .replace(PARAMS, '')
    .replace(USERINFO, `$1:${CENSOR}@`)
    .replace(EMAIL, CENSOR)
    .replace(BEARER, `$1 ${CENSOR}`)
    .replace(KEYS, CENSOR)
    .replace(COOKIES, `$1=${CENSOR}`)
    .replace(LINKS, `$1${CENSOR}`)
}

const LONGEST = 500

/** What went wrong, in words that may be stored and shown to staff: at most 500 characters, without what the log leaves out. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return scrubbed(isProblem(error) ? `${error.code}: ${message}` : message).slice(0, LONGEST)
}

/** Type, code, message and stack; whatever else hangs on an error stays out. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const { cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isProblem(error) ? { status: error.status } : {}),
    message: scrubbed(error.message),
    stack: scrubbed(error.stack ?? ''),
    ...(cause === undefined ? {} : { cause: redacted(cause, depth + 1) }),
  }
}
