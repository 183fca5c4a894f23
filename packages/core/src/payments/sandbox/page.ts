import type { Context } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { receiveMessage } from '../webhook.ts'
import { answerIntent, findIntent, type SandboxIntent, statusOf } from './intents.ts'
import { sandboxMessage } from './messages.ts'

/* What a bank's confirmation page is to a real card: where `sandbox_action` sends the buyer. */

/** The page, or what has become of the payment when it was answered already. */
export async function sandboxPage(ctx: Context, key: string): Promise<Response> {
  const intent = await requireIntent(ctx, key)
  const { status } = statusOf(ctx, intent)
  const form = `<form method="post"><p>
<button name="answer" value="confirm">Confirm</button> <button name="answer" value="refuse">Refuse</button></p></form>`
  const back = intent.returnUrl === null ? '' : `<p><a href="${escapeHtml(intent.returnUrl)}">Back to the shop</a></p>`
  const body = status === 'requires_action' ? form : `<p>This payment is ${status}.</p>${back}`
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sandbox payment</title>
<h1>Sandbox payment</h1><p>No real money moves: ${intent.amount} minor units of ${escapeHtml(intent.currency)}.</p>${body}</html>`
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
}

/** Takes the buyer's answer, tells the shop as a provider would, and sends the buyer back. */
export async function answerSandbox(ctx: Context, key: string, body: string): Promise<Response> {
  const intent = await requireIntent(ctx, key)
  await confirmSandboxPayment(ctx, { key, isConfirmed: new URLSearchParams(body).get('answer') === 'confirm' })
  const to = intent.returnUrl ?? `/hooks/payments/sandbox/${key}`
  return new Response(null, { status: 303, headers: { Location: to } })
}

/** Confirms or refuses a sandbox payment that waits for its buyer, and sends the signed message about it. */
export async function confirmSandboxPayment(
  ctx: Context,
  { key, isConfirmed }: { readonly key: string; readonly isConfirmed: boolean },
): Promise<void> {
  await requireIntent(ctx, key)
  await answerIntent(ctx, { key, isConfirmed })
  await receiveMessage(ctx, 'sandbox', sandboxMessage(ctx, { id: ctx.newId('msg'), key }))
}

async function requireIntent(ctx: Context, key: string): Promise<SandboxIntent> {
  const intent = await findIntent(ctx, key)
  if (intent === undefined) throw problems.notFound()
  return intent
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}
