import type { Commerce } from '@vitrine/core'
import { clickAndCollectClient } from '@vitrine/plugin-click-and-collect/client'
import { type Admin, createAdmin } from '@vitrine/sdk/admin'

/** Nobody hears this address: requests to it go to the app in this very process. */
const IN_PROCESS = 'http://in.process'

type Shop = Pick<Commerce, 'app'>

export type Office = Admin<readonly [typeof clickAndCollectClient]>

/** The back office as the person sees it who sent these cookies: no right is the page's own. */
export function officeOf(commerce: Shop, cookie: string): Office {
  return createAdmin({
    url: IN_PROCESS,
    cookie,
    retries: 0,
    plugins: [clickAndCollectClient],
    fetch: async (input, init) => commerce.app.fetch(new Request(input, init)),
  })
}

interface SignIn {
  readonly email: string
  readonly password: string
}

/** The answer of the back office to a sign-in, with its cookie. */
export async function signIn(commerce: Shop, { email, password }: SignIn): Promise<Response> {
  return commerce.app.fetch(
    new Request(`${IN_PROCESS}/admin/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    }),
  )
}

/** Ends the session; the answer takes the cookie back. */
export async function signOut(commerce: Shop, cookie: string): Promise<Response> {
  return commerce.app.fetch(
    new Request(`${IN_PROCESS}/admin/session`, { method: 'DELETE', headers: { Cookie: cookie } }),
  )
}
