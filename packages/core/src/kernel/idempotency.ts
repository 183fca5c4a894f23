import { createHash } from 'node:crypto'
import type { Actor, RequestCommand } from './context.ts'
import type { Endpoint } from './contract.ts'
import type { Http } from './mount.ts'
import { problems } from './problems.ts'

/*
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the key becomes the id of the request's command, scoped by who calls.
 * A repeat finds the command row and renders its answer again; refusals store nothing and run again.
 */

const KEY = /^[\x21-\x7e]{1,255}$/
const working = new Set<string>()

/** The command that answers for this request, when the caller sent a key; `withKey` mixes in who calls. */
export function keyedCommand(
  http: Http,
  endpoint: Endpoint,
  path: string,
  body: string | undefined,
): RequestCommand | undefined {
  const key = http.header('Idempotency-Key')
  if (key === undefined) return undefined
  if (!KEY.test(key)) {
    throw problems.invalid({
      detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
      errors: [
        { path: 'header.Idempotency-Key', code: 'format', message: 'must be 1 to 255 visible ASCII characters' },
      ],
    })
  }
  const fingerprint = digest(`${endpoint.method} ${path}\n${body ?? ''}`)
  return { id: key, fingerprint, uses: 0, replayed: false }
}

/** Runs the work unless the same key is being worked on in this process: then 409 with Retry-After. */
export async function withKey<T>(command: RequestCommand, actor: Actor, work: () => Promise<T>): Promise<T> {
  command.id = `key_${digest(`${actor.kind}/${actor.id ?? ''}\n${command.id}`)}`
  const scope = command.id
  if (working.has(scope)) throw problems.inFlight({ headers: { 'Retry-After': '1' } })
  working.add(scope)
  try {
    return await work()
  } finally {
    working.delete(scope)
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
