import { type App, type OutsideAnswer, postOutside, SECOND } from '../kernel/index.ts'
import { signMessage } from '../payments/index.ts'
import type { AttemptRow, EndpointRow } from './reads.ts'
import { retryAfterOf } from './schedule.ts'
import { signingSecrets } from './secrets.ts'

/** A receiver has 15 to 30 seconds (Standard Webhooks 1.0.0). */
const TIMEOUT = 15 * SECOND

export interface Sending {
  readonly endpoint: EndpointRow
  readonly messageId: string
  readonly body: string
  /** Milliseconds; default 15 000. */
  readonly timeout?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What one call ended with, as the log keeps it. */
export interface Attempted extends Omit<AttemptRow, 'id' | 'deliveryId' | 'number'> {
  /** Milliseconds that the receiver asks to be left alone. */
  readonly retryAfter: number
}

/** Signs a message as of now and sends it. Undefined when the shop closed before there was an answer: then nothing was tried. */
export async function attempt(app: App, sending: Sending): Promise<Attempted | undefined> {
  const { endpoint, messageId, body, timeout = TIMEOUT, signal } = sending
  const at = app.now()
  const secrets = openSecrets(app, endpoint)
  if (secrets === undefined) return { ...NOTHING, at, durationMs: 0, outcome: 'blocked', error: SEALED }
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Vitrine-Webhooks',
    ...signMessage(secrets, { id: messageId, at, body }),
  }
  const answer = await postOutside(app, { url: endpoint.url, headers, body, timeout, signal })
  return answer.kind === 'aborted' ? undefined : attempted(answer, { at, now: app.now(), secrets })
}

const SEALED = 'The secret cannot be opened with the keys of this shop: rotate it.'

function openSecrets(app: App, endpoint: EndpointRow): readonly string[] | undefined {
  try {
    return signingSecrets(app, endpoint)
  } catch (err) {
    app.log.error({ err, webhook: endpoint.id }, 'the secret of a webhook could not be opened')
    return undefined
  }
}

const NOTHING = { responseStatus: null, responseHeaders: null, responseBody: null, retryAfter: 0 } as const

function attempted(
  answer: Exclude<OutsideAnswer, { readonly kind: 'aborted' }>,
  { at, now, secrets }: { readonly at: number; readonly now: number; readonly secrets: readonly string[] },
): Attempted {
  const { durationMs } = answer
  if (answer.kind !== 'answered') return { ...NOTHING, at, durationMs, outcome: answer.kind, error: answer.error }
  const { status, headers, body } = answer
  const isTaken = status >= 200 && status < 300
  return {
    at,
    durationMs,
    outcome: isTaken ? 'delivered' : 'refused',
    responseStatus: status,
    responseHeaders: shownHeaders(headers),
    responseBody: shownText(body, secrets),
    error: isTaken ? null : `The receiver answered ${status}.`,
    retryAfter: retryAfterOf(headers['retry-after'], now),
  }
}

const SECRET = /auth|cookie|token|secret|key|signature|password|session/i
const MOST_HEADERS = 40
const LONGEST_HEADER = 300

/** What sounds like a secret is named and not kept. */
function shownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const shown = Object.entries(headers)
    .slice(0, MOST_HEADERS)
    .map(([name, value]) => [name, SECRET.test(name) ? '[hidden]' : value.slice(0, LONGEST_HEADER)])
  return Object.fromEntries(shown)
}

/** A receiver that prints what it knows must not put our secret into the log; zero bytes end a text for some readers. */
function shownText(body: string, secrets: readonly string[]): string {
  const hidden = secrets.flatMap((secret) => [secret, secret.replace(/^whsec_/, '')])
  return hidden.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), body).replaceAll('\0', '\uFFFD')
}
