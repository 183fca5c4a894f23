import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(bindings: Record<string, unknown>): Logger
}

export interface LogOptions {
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  readonly destination?: DestinationStream
}

const SECRET_KEYS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'apiKey',
  'credentials',
  'email',
  'phone',
  'address',
  'shippingAddress',
  'billingAddress',
  'set-cookie',
  'vitrine-cart',
  'vitrine-key',
]

/** Structured JSON lines with personal data and secrets struck out by key, up to three levels deep. */
export function createLog({ level = 'info', destination }: LogOptions = {}): Logger {
  const paths = SECRET_KEYS.flatMap((key) =>
    ['', '*.', '*.*.'].map((prefix) => (key.includes('-') ? `${prefix.slice(0, -1)}["${key}"]` : `${prefix}${key}`)),
  )
  return pino(
    { level, base: null, redact: { paths, censor: '[redacted]' }, serializers: { err: describeError } },
    destination ?? pino.destination({ fd: 2, sync: false }),
  )
}

/** Keeps type, message and stack; drizzle's `params` (bound values, often personal data) never reach a line. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const { cause } = error
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  }
}
