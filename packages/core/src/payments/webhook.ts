import { emit, on, type Subscription } from '../events/index.ts'
import { type Context, insertInto, requestProblems, run } from '../kernel/index.ts'
import { paymentReported } from './events.ts'
import { resolvePayment } from './outcome.ts'
import { problems } from './problems.ts'
import { findProvider } from './provider.ts'
import { sessionById } from './reads.ts'
import { paymentWebhooks } from './schema.ts'
import type { SignedMessage } from './standard-webhooks.ts'

const insertWebhook = insertInto(paymentWebhooks)

const MAX_BYTES = 262_144

/** The body as it came, byte for byte, because signatures are about that. Throws `request.tooLarge`. */
export async function rawBody(request: Request): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw requestProblems.tooLarge({ detail: `At most ${MAX_BYTES} bytes are accepted here.` })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * Stores what a provider reports, once per message id, before anything is made of it; a subscription then reads the intent back.
 * Throws `payments.unknownProvider` or `payments.badSignature`.
 */
export async function receiveMessage(ctx: Context, providerId: string, message: SignedMessage): Promise<void> {
  const provider = findProvider(ctx, providerId)
  if (provider?.webhook === undefined) throw problems.unknownProvider()
  const verified = provider.webhook.verify(message, ctx)
  if (verified === null) throw problems.badSignature()
  const { id: messageId, key } = verified
  const session = key === null ? undefined : await sessionById(ctx, key)
  const isOurs = session !== undefined && session.provider === providerId
  await run(ctx, {
    name: 'payment.receive',
    id: `payment.receive/${providerId}/${messageId}`,
    plan: (commandId) => {
      const row = { provider: providerId, messageId, body: message.body, sessionKey: key, receivedAt: ctx.now() }
      const data = { sessionId: key ?? '', messageId }
      const word = isOurs ? [emit(ctx, paymentReported, { aggregate: session.id, data, commandId })] : []
      return { statements: [insertWebhook(row), ...word], result: null }
    },
  })
}

/** Once per message: whatever it said, what counts is what the provider says when asked. */
export const reported: Subscription = on(paymentReported, {
  name: 'payments/reported',
  run: ({ data }, ctx) => resolvePayment(ctx, data.sessionId),
})
