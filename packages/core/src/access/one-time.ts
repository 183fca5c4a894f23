import { type App, hmac, safeEqual } from '../kernel/index.ts'

/*
 * Tokens of links that work once. A token is the id of a stored row and a signature over purpose and id, so the row holds no secret,
 * the mail can be written later from the id alone, and a token of one purpose opens nothing else. That it works once is a matter of the row.
 */

type Signer = Pick<App, 'settings'>

export function oneTimeToken({ settings }: Signer, purpose: string, id: string): string {
  return `${id}.${hmac(settings.secret, `link/${purpose}/${id}`)}`
}

/** The id inside a token that we signed for this purpose. */
export function openToken(app: Signer, purpose: string, token: string): string | undefined {
  const id = token.slice(0, token.indexOf('.'))
  return id !== '' && safeEqual(token, oneTimeToken(app, purpose, id)) ? id : undefined
}
