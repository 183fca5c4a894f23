import { parse, serialize } from 'hono/utils/cookie'
import { isSecure } from '../access/index.ts'
import { type Context, DAY, type Http, hmac, isId, SECOND, sameSignature } from '../kernel/index.ts'
import { problems } from './problems.ts'

const HEADER = 'Vitrine-Cart'
const COOKIE = 'vitrine_cart'
/** Longer than any cart lives, so that only the server decides when it ends. */
const COOKIE_AGE = (400 * DAY) / SECOND

/** What opens a cart: `<id>.<signature>`. It follows from the id and the secret of the shop, so nothing about it is stored. */
function cartToken({ settings }: Pick<Context, 'settings'>, id: string): string {
  return `${id}.${hmac(settings.secret, `cart/${id}`)}`
}

/** Hands the token out, as header and as cookie. */
export function giveToken(ctx: Context, http: Http, id: string): string {
  const token = cartToken(ctx, id)
  http.set(HEADER, token)
  const cookie = serialize(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(ctx),
    maxAge: COOKIE_AGE,
  })
  http.set('Set-Cookie', cookie, { append: true })
  return token
}

/**
 * Lets pass who holds the token of this cart, and work that the shop itself does. Throws `carts.notFound` for a missing, malformed
 * or foreign token as for a cart that does not exist, so that nothing can be found out by trying.
 */
export function requireToken(ctx: Context, http: Pick<Http, 'header'>, id: string): void {
  if (ctx.actor.kind === 'system') return
  if (isId('crt', id) && tokensOf(http).some((token) => sameSignature(token, cartToken(ctx, id)))) return
  throw problems.notFound()
}

/** The header counts before the cookie, but an old header must not lock out the cookie's owner, nor the other way round. */
function tokensOf(http: Pick<Http, 'header'>): string[] {
  const cookies = http.header('Cookie')
  const kept = cookies === undefined ? undefined : parse(cookies, COOKIE)[COOKIE]
  return [http.header(HEADER), kept].filter((token): token is string => token !== undefined && token.length <= 200)
}
