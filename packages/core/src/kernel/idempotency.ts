import { createHash } from 'node:crypto'
import type { Actor, RequestCommand } from './context.ts'
import type { Http } from './mount.ts'
import { problems } from './problems.ts'

/*
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the key becomes the id of the request's command, scoped by who calls.
 * A repeat finds the command row and renders its answer again; refusals store nothing and run again.
 */

const KEY = /^[\x21-\x7e]{1,255}$/
/** Callers without a name share one scope, so their keys must be as hard to guess as the answers they open. */
const ANONYMOUS_LENGTH = 16
const working = new Set<string>()

/** The command that answers for this request, when the caller sent a key; `withKey` mixes in who calls. */
export function keyedCommand(http: Pick<Http, 'header'>): RequestCommand | undefined {
  const key = http.header('Idempotency-Key')
  if (key === undefined) return undefined
  if (!KEY.test(key)) throw wrongKey('must be 1 to 255 visible ASCII characters')
  return { id: key, fingerprint: '', uses: 0, replayed: false }
}

/** Whose key it is, and the request as text that its fingerprint is taken of. */
export interface Keyed {
  readonly command: RequestCommand
  readonly actor: Actor
  readonly request: string
}

/** Runs the work unless the same key is being worked on in this process: then 409 with Retry-After. */
export async function withKey<T>({ command, actor, request }: Keyed, work: () => Promise<T>): Promise<T> {
  if (actor.id === null && command.id.length < ANONYMOUS_LENGTH)
    throw wrongKey(`must have at least ${ANONYMOUS_LENGTH} characters, such as a UUID, when you are not signed in`)
  const scope = `key_${digest(`${actor.kind}/${actor.id ?? ''}\n${command.id}`)}`
  command.id = scope
  command.fingerprint = digest(request)
  if (working.has(scope)) throw problems.inFlight({ headers: { 'Retry-After': '1' } })
  working.add(scope)
  try {
    return await work()
  } finally {
    working.delete(scope)
  }
}

function wrongKey(message: string) {
  const errors = [{ path: 'header.Idempotency-Key', code: 'format', message }]
  return problems.invalid({ detail: `Idempotency-Key ${message}.`, errors })
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
