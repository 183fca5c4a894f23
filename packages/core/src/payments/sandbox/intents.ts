import { and, eq, sql } from 'drizzle-orm'
import { type Context, insertInto, param, rowBy, statement } from '../../kernel/index.ts'
import type { Intent } from '../provider.ts'
import { sandboxIntents, sandboxOperations } from '../schema.ts'
import { behaviourOf, LATE } from './behaviours.ts'

export type SandboxIntent = typeof sandboxIntents.$inferSelect

/* What the sandbox remembers. It writes beside the shop's commands, as a provider outside would. */

const byKey = rowBy(sandboxIntents, 'key')
const operationByKey = rowBy(sandboxOperations, 'key')
const insertIntent = insertInto(sandboxIntents, 'skip')
const insertOperation = insertInto(sandboxOperations, 'skip')
const answer = statement((q) =>
  q
    .update(sandboxIntents)
    .set({ confirmed: sql`${param('confirmed')}` })
    .where(and(eq(sandboxIntents.key, param('key')), sql`${sandboxIntents.confirmed} is null`)),
)
const cancel = statement((q) =>
  q
    .update(sandboxIntents)
    .set({ isCancelled: true })
    .where(eq(sandboxIntents.key, param('key'))),
)

export function findIntent({ db }: Pick<Context, 'db'>, key: string): Promise<SandboxIntent | undefined> {
  return db.get(byKey, { key })
}

/** A second intent under the same key changes nothing. */
export async function rememberIntent({ db }: Pick<Context, 'db'>, intent: SandboxIntent): Promise<void> {
  await db.batch([insertIntent(intent)])
}

export async function cancelIntent({ db }: Pick<Context, 'db'>, key: string): Promise<void> {
  await db.batch([cancel({ key })])
}

/** The buyer's answer on the sandbox's page; the first one counts. */
export async function answerIntent(
  { db }: Pick<Context, 'db'>,
  { key, isConfirmed }: { readonly key: string; readonly isConfirmed: boolean },
): Promise<void> {
  await db.batch([answer({ key, confirmed: isConfirmed ? 1 : 0 })])
}

/** A second operation under the same key changes nothing. */
export async function rememberOperation(
  { db }: Pick<Context, 'db'>,
  operation: typeof sandboxOperations.$inferSelect,
): Promise<void> {
  await db.batch([insertOperation(operation)])
}

export async function hasOperation({ db }: Pick<Context, 'db'>, key: string): Promise<boolean> {
  return (await db.get(operationByKey, { key })) !== undefined
}

/** Where an intent stands at this moment. */
export function statusOf({ now, settings }: Pick<Context, 'now' | 'settings'>, intent: SandboxIntent): Intent {
  const { key: ref, behaviour, captureMode, confirmed, isCancelled, createdAt } = intent
  const { ends, error, isLate, asksBuyer } = behaviourOf(behaviour)
  if (isCancelled) return { ref, status: 'cancelled' }
  if (asksBuyer === true && confirmed === null) {
    const url = `${settings.publicUrl}/hooks/payments/sandbox/${ref}`
    return { ref, status: 'requires_action', nextAction: { type: 'redirect', url } }
  }
  if (asksBuyer === true && confirmed === 0)
    return { ref, status: 'declined', error: { code: 'authentication_failed', message: 'The buyer did not confirm.' } }
  if (isLate === true && now() < createdAt + LATE) return { ref, status: 'processing' }
  if (ends === 'declined') return { ref, status: 'declined', ...(error === undefined ? {} : { error }) }
  return { ref, status: captureMode === 'automatic' ? 'captured' : 'authorized' }
}
