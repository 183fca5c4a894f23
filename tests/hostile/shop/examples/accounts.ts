import { buyerAddress } from '../../../fixtures/buyer-address.ts'
import type { Question } from '../ask.ts'
import { customerOf, password, tokenOfMail, type Victim } from '../victim.ts'
import { type Example, type Examples, freshEmail } from './example.ts'

export function ofAccounts(victim: Victim): Examples {
  const post = (path: string, json: unknown): Question => ({ method: 'POST', path: `/store/customers${path}`, json })
  const mailed = async (path: string, json: { email: string }): Promise<string> => {
    await victim.ask(post(path, json))
    return tokenOfMail(victim, json.email)
  }
  let home: Promise<string> | undefined
  /** A password takes long to be hashed, so that who needs no own one shares a customer. */
  const atHome = () => {
    home ??= customerOf(victim, freshEmail('home'))
    return home
  }
  const signedIn = (method: string, path: string, json: unknown): Example =>
    async function example() {
      return { method, path: `/store/customers${path}`, headers: { Cookie: await atHome() }, json }
    }
  const withAddress = (method: string, json?: unknown): Example =>
    async function example() {
      const headers = { Cookie: await atHome() }
      const { json: saved } = await victim.ask({ ...post('/me/addresses', buyerAddress), headers })
      return { method, path: `/store/customers/me/addresses/${saved.id}`, headers, json }
    }
  return {
    'store.customers.signUp': async () => post('', { email: freshEmail('new'), password }),
    'store.customers.verifyEmail': async () =>
      post('/verify-email/confirm', {
        token: await mailed('', { email: freshEmail('proof'), password } as { email: string }),
      }),
    'store.customers.signIn': async () => {
      const email = freshEmail('in')
      await customerOf(victim, email)
      return post('/session', { email, password })
    },
    'store.customers.confirmReset': async () => {
      const email = freshEmail('reset')
      await customerOf(victim, email)
      return post('/password-reset/confirm', {
        token: await mailed('/password-reset', { email }),
        password: 'another long word',
      })
    },
    'store.customers.changePassword': async () => ({
      ...post('/me/password', { current: password, next: 'another long word' }),
      headers: { Cookie: await customerOf(victim, freshEmail('change')) },
    }),
    'store.customers.updateMe': signedIn('PATCH', '/me', { firstName: 'Ada' }),
    'store.customers.addAddress': signedIn('POST', '/me/addresses', buyerAddress),
    'store.customers.address': withAddress('GET'),
    'store.customers.updateAddress': withAddress('PUT', { ...buyerAddress, city: 'Gouda' }),
    'store.customers.removeAddress': withAddress('DELETE'),
  }
}
