import { staffOf, type Victim } from '../shop/victim.ts'

type Headers = Readonly<Record<string, string>>

export const bearer = (text: string): Headers => ({ Authorization: `Bearer ${text}` })
/** As a browser sends the cookie from a page of the shop's own. */
export const asPage = (cookie: string): Headers => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })

/** A key with these scopes. */
export async function keyWith(victim: Victim, more: Record<string, unknown>): Promise<{ id: string; key: string }> {
  const made = await victim.order('POST', '/api-keys', { name: 'Key', ...more })
  return { id: made.id, key: String(made.key) }
}

/** Everybody whom the admin surface does not know, by a name for each. Moves the clock. */
export async function strangersOf(
  victim: Victim,
  known: { readonly customer: string; readonly cart: string },
): Promise<[string, Headers][]> {
  const revoked = await keyWith(victim, { scopes: ['*'] })
  await victim.order('DELETE', `/api-keys/${revoked.id}`)
  const expired = await keyWith(victim, {
    scopes: ['*'],
    expiresAt: new Date(victim.commerce.core.now() + 60_000).toISOString(),
  })
  const right = await keyWith(victim, { scopes: ['catalog:read'] })
  const shown = await victim.order('POST', '/publishable-keys', { name: 'Web', channel: 'web' })
  const gone = await staffOf(victim, { email: 'gone@example.com', role: 'owner' })
  await staffOf(victim, { email: 'owner@example.com', role: 'owner' })
  await victim.order('PATCH', `/staff/${gone.id}`, { status: 'disabled' })
  victim.advance(120_000)
  const { customer, cart } = known
  return [
    ['nobody', {}],
    ['an empty key', { Authorization: 'Bearer ' }],
    ['the word null', bearer('null')],
    ['a made-up key', bearer('vk_0000000000000000000000000000000000000000000')],
    ['a revoked key', bearer(revoked.key)],
    ['an expired key', bearer(expired.key)],
    ['a key cut short', bearer(right.key.slice(0, -1))],
    ['another scheme', { Authorization: `Basic ${btoa(`x:${right.key}`)}` }],
    ['the token of an operator, nearly', bearer(`${victim.operatorToken}x`)],
    ['a publishable key', bearer(String(shown.token))],
    ['a customer', { Cookie: customer }],
    ["a customer's session as staff's", { Cookie: customer.replace('vitrine_customer', 'vitrine_staff') }],
    ['somebody disabled', { Cookie: gone.cookie }],
    ['a cart', { 'Vitrine-Cart': cart, Cookie: `vitrine_cart=${cart}` }],
  ]
}
