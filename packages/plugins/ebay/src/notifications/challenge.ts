import { createHash } from 'node:crypto'
import type { HookAnswer, HookRequest } from '@vitrine/core'
import type { Credentials, Settings } from '../settings.ts'

/**
 * eBay asks whether an address is ours before it sends notifications there: hex SHA-256 of the code, our token and the address, as JSON
 * (Notification API, createDestination). Undefined when a request is no such question.
 */
export function answerChallenge(
  { method, query, url }: HookRequest,
  { settings, credentials }: { readonly settings: Settings; readonly credentials: Credentials },
): HookAnswer | undefined {
  const code = query.get('challenge_code')
  if (method !== 'GET' || code === null) return undefined
  const { verificationToken } = credentials
  if (verificationToken === undefined) return { status: 404 }
  const endpoint = settings.notificationUrl ?? withoutQuery(url)
  const challengeResponse = createHash('sha256').update(code).update(verificationToken).update(endpoint).digest('hex')
  return {
    status: 200,
    body: JSON.stringify({ challengeResponse }),
    headers: { 'content-type': 'application/json' },
  }
}

const withoutQuery = (url: string) => url.split('?')[0] ?? url
