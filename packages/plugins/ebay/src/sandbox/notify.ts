import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { refuse } from './refuse.ts'
import type { Body, World } from './world.ts'

/** Registers the shop's address, after it answered the challenge as it should (createDestination). */
export async function register(
  world: World,
  { url, verificationToken }: { readonly url: string; readonly verificationToken: string },
): Promise<void> {
  const code = world.kit.newId('challenge')
  const expected = createHash('sha256').update(`${code}${verificationToken}${url}`).digest('hex')
  const answer = await fetch(`${url}?challenge_code=${code}`)
  const told = (await answer.json().catch(() => ({}))) as { readonly challengeResponse?: unknown }
  if (answer.status !== 200 || told.challengeResponse !== expected)
    throw refuse({ status: 409, errorId: 195020, message: 'Challenge verification failed for requested endpoint' })
  world.hook = { url }
}

export interface Notification {
  readonly topic: string
  readonly data: Body
  /** Signed with a key that is not ours. */
  readonly isForged?: boolean
}

/** Sends a notification, signed as eBay signs them; resolves with the status that the shop answered. */
export async function notify(world: World, { topic, data, isForged = false }: Notification): Promise<number | null> {
  if (world.hook === undefined) return null
  const now = new Date(world.kit.now()).toISOString()
  const notificationId = world.kit.newId('ntf')
  const body = JSON.stringify({
    metadata: { topic, schemaVersion: '1.0', deprecated: false },
    notification: { notificationId, eventDate: now, publishDate: now, publishAttemptCount: 1, data },
  })
  const key = isForged ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey : world.keys.privateKey
  const signature = sign('SHA1', Buffer.from(body), key).toString('base64')
  const told = { alg: 'ECDSA', kid: world.keys.kid, signature, digest: 'SHA1' }
  const headers = {
    'content-type': 'application/json',
    'x-ebay-signature': Buffer.from(JSON.stringify(told)).toString('base64'),
  }
  const answer = await fetch(world.hook.url, { method: 'POST', headers, body }).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.status ?? null
}
