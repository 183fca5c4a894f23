import { doorPage, keyOfChannel, passwordField } from '../access/index.ts'
import type { StoreContext } from '../markets/index.ts'

/* The pages of mail links for shops whose storefront has none of its own (see `customerPages`). They call the store like any other page. */

async function headersOf(ctx: StoreContext): Promise<Record<string, string>> {
  const key = await keyOfChannel(ctx, ctx.channel.id)
  return key === undefined ? {} : { 'Vitrine-Key': key }
}

export async function verifyPage(ctx: StoreContext, token: string): Promise<Response> {
  return doorPage({
    title: 'Confirm your e-mail address',
    text: 'One press, and your account is ready.',
    token,
    fields: [],
    button: 'Confirm the address',
    done: 'The address is confirmed. You can sign in now.',
    headers: await headersOf(ctx),
  })
}

export async function resetPage(ctx: StoreContext, token: string): Promise<Response> {
  return doorPage({
    title: 'Choose a new password',
    text: 'It is for your customer account.',
    token,
    fields: [passwordField],
    button: 'Save the password',
    done: 'The password is saved. You can sign in now.',
    headers: await headersOf(ctx),
  })
}
