import * as v from 'valibot'
import { type Context, hmac } from '../../kernel/index.ts'
import type { ProviderMessage } from '../provider.ts'
import { type SignedMessage, signMessage, verifySigned } from '../standard-webhooks.ts'

/** The sandbox signs with a secret that follows from the shop's own. */
function sandboxSecret({ settings }: Pick<Context, 'settings'>): string {
  return `whsec_${Buffer.from(hmac(settings.secret, 'payments/sandbox/webhook'), 'base64url').toString('base64')}`
}

const Message = v.object({ type: v.string(), data: v.object({ key: v.string() }) })

/** A message that the sandbox sends when an intent has changed. */
export function sandboxMessage(
  ctx: Pick<Context, 'settings' | 'now'>,
  { id, key }: { readonly id: string; readonly key: string },
): SignedMessage {
  const body = JSON.stringify({ type: 'payment_intent.updated', data: { key } })
  return { body, headers: new Headers(signMessage(sandboxSecret(ctx), { id, at: ctx.now(), body })) }
}

export function verifyMessage(ctx: Pick<Context, 'settings' | 'now'>, message: SignedMessage): ProviderMessage | null {
  const id = verifySigned(sandboxSecret(ctx), message, ctx.now())
  if (id === null) return null
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Message), message.body)
  return { id, key: parsed.success ? parsed.output.data.key : null }
}
