import type { Kept } from './kept.ts'
import { createSend, type Send, type SendSettings } from './send.ts'

const NAME = 'vitrine_customer'

/**
 * The shop knows a signed-in customer by a cookie. Pages keep it themselves and show it to no script; everywhere else the session keeps it,
 * and it is renewed whenever the shop sends another.
 */
export function createCustomerSend(settings: SendSettings, kept: Kept): Send {
  const send = createSend({
    ...settings,
    async onResponse(response) {
      await keepCookie(response.headers, kept)
      await settings.onResponse?.(response)
    },
  })
  return async (outgoing, options) => {
    const { customer } = await kept.read()
    if (customer === undefined) return send(outgoing, options)
    return send(outgoing, { ...options, headers: { Cookie: `${NAME}=${customer}`, ...options?.headers } })
  }
}

async function keepCookie(headers: Headers | undefined, kept: Kept): Promise<void> {
  for (const cookie of headers?.getSetCookie?.() ?? []) {
    const [name, value] = cookie.split(';', 1).join().split('=')
    if (name === NAME) await kept.change({ customer: value || undefined })
  }
}
