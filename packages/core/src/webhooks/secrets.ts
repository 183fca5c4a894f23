import { randomBytes } from 'node:crypto'
import { type App, HOUR } from '../kernel/index.ts'
import type { StoredSecret, webhookEndpoints } from './schema.ts'

type EndpointRow = typeof webhookEndpoints.$inferSelect

const BYTES = 32
/** Secrets that may sign at the same time, so that the header stays short. */
const MOST = 5

const sealedFor = (endpointId: string) => `webhook/${endpointId}`

/** `whsec_` and base64 of 32 random bytes (Standard Webhooks 1.0.0: 24 to 64). */
export function newSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`
}

export function sealSecret({ sealer }: Pick<App, 'sealer'>, endpointId: string, secret: string): StoredSecret {
  return { sealed: sealer.seal(secret, sealedFor(endpointId)), endsAt: null }
}

/** The secrets that sign now, the newest first. */
export function signingSecrets(app: Pick<App, 'sealer' | 'now'>, { id, secrets }: EndpointRow): string[] {
  return liveSecrets(secrets, app.now()).map(({ sealed }) => app.sealer.unseal(sealed, sealedFor(id)))
}

export function liveSecrets(secrets: readonly StoredSecret[], now: number): readonly StoredSecret[] {
  return secrets.filter(({ endsAt }) => endsAt === null || endsAt > now)
}

/** The new one in front; what signed until now goes on for the overlap, and no longer than it was to go on anyway. */
export function rotated(
  secrets: readonly StoredSecret[],
  { fresh, now, overlapHours }: { readonly fresh: StoredSecret; readonly now: number; readonly overlapHours: number },
): readonly StoredSecret[] {
  const end = now + overlapHours * HOUR
  const old = secrets.map(({ sealed, endsAt }) => ({ sealed, endsAt: Math.min(endsAt ?? end, end) }))
  return [fresh, ...liveSecrets(old, now)].slice(0, MOST)
}
