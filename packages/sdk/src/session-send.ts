import type { Kept } from './kept.ts'
import { createSend, type Send, type SendSettings } from './send.ts'

const NAME = 'vitrine_customer'

/** Name of a header of a plugin. */
export type Remembered = `${string}-${string}`

interface Keeping {
  readonly kept: Kept
  /** Headers that answers give and later calls carry. */
  readonly remembered: readonly Remembered[]
}

/**
 * A send with what the session holds. The shop knows a signed-in customer by a cookie: pages keep it themselves and show it to no script,
 * everywhere else the session keeps it, and it is renewed whenever the shop sends another. Tokens of plugins are kept in any case.
 */
export function createSessionSend(settings: SendSettings, { kept, remembered }: Keeping): Send {
  const send = createSend({
    ...settings,
    async onResponse(response) {
      await keepCookie(response.headers, kept)
      for (const name of remembered) {
        const value = response.headers?.get(name)
        if (value) await kept.change({ [name]: value })
      }
      await settings.onResponse?.(response)
    },
  })
  return async (outgoing, options) => {
    const state = await kept.read()
    const held: Record<string, string | undefined> = {}
    for (const name of remembered) held[name] = state[name]
    if (state.customer !== undefined) held.Cookie = `${NAME}=${state.customer}`
    return send(outgoing, { ...options, headers: { ...held, ...options?.headers } })
  }
}

async function keepCookie(headers: Headers | undefined, kept: Kept): Promise<void> {
  for (const cookie of headers?.getSetCookie?.() ?? []) {
    const [name, value] = cookie.split(';', 1).join().split('=')
    if (name === NAME) await kept.change({ customer: value || undefined })
  }
}
