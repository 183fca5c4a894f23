import { createHash, timingSafeEqual } from 'node:crypto'
import type { Account, Hint, HookRequest } from '@vitrine/core'
import type { Credentials, Settings } from '../settings.ts'
import { hintsIn } from './message.ts'

/** The header of an EventBridge connection with an API key, or of whatever forwards a queue. */
export const HOOK_HEADER = 'x-vitrine-secret'

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Amazon sends notifications to SQS or EventBridge only and signs none, so that what brings them here shows a secret that both know. Without
 * a secret in the credentials nothing is taken.
 */
export const webhook = {
  verify: ({ headers }: HookRequest, { account }: { readonly account: Account<Settings, Credentials> }): boolean => {
    const { hookSecret } = account.credentials
    const shown = headers.get(HOOK_HEADER)
    return hookSecret !== undefined && shown !== null && timingSafeEqual(digest(shown), digest(hookSecret))
  },
  parse: ({ text }: HookRequest): readonly Hint[] => hintsIn(JSON.parse(text)),
} as const
