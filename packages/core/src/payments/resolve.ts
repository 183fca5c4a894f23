import { lte } from 'drizzle-orm'
import type { Job } from '../jobs/index.ts'
import { type Context, DAY, param, run, statement } from '../kernel/index.ts'
import { UNKNOWN } from './call.ts'
import { continueOperation } from './operations.ts'
import { resolvePayment, settleAlone } from './outcome.ts'
import { sessionsToRead, transactionsToRetry } from './reads.ts'
import { paymentWebhooks } from './schema.ts'

/** Reads back every payment whose answer is awaited for too long, and asks again about captures, voids and refunds. */
export async function resolvePayments(ctx: Context): Promise<void> {
  for (const { id } of await sessionsToRead(ctx)) {
    const isResolved = await guarded(ctx, id, () => resolvePayment(ctx, id))
    if (!isResolved) await guarded(ctx, id, () => settleAlone(ctx, id, UNKNOWN))
  }
  for (const { id } of await transactionsToRetry(ctx))
    await guarded(ctx, id, () => continueOperation(ctx, id, { isAsked: false }))
}

/** One payment that cannot be settled must not stop the others. */
async function guarded(ctx: Context, id: string, work: () => Promise<unknown>): Promise<boolean> {
  if (ctx.request.signal?.aborted === true) return true
  try {
    await work()
    return true
  } catch (error) {
    ctx.log.error({ err: error, paymentId: id }, 'a payment could not be resolved')
    return false
  }
}

export const resolveJob: Job = { name: 'payments/resolve', every: '5s', run: resolvePayments }

const KEPT = 90 * DAY

const prune = statement((q) => q.delete(paymentWebhooks).where(lte(paymentWebhooks.receivedAt, param('before'))))

/** Messages of providers are kept for 90 days. */
export const pruneJob: Job = {
  name: 'payments/prune-webhooks',
  every: '1d',
  run: async (ctx) => {
    const before = ctx.now() - KEPT
    await run(ctx, { name: 'payment.pruneWebhooks', plan: () => ({ statements: [prune({ before })], result: null }) })
  },
}
