import { createPublicKey, verify } from 'node:crypto'
import type { Kit } from '@vitrine/core/testing'
import { type Context, Hono } from 'hono'
import { googleNo } from './google-no.ts'
import {
  deleteInput,
  forgetEnded,
  insertInput,
  listProducts,
  patchInput,
  plainName,
  readProduct,
} from './google-products.ts'
import type { GoogleState } from './google-state.ts'
import { answered, refused } from './refused.ts'

export interface GoogleAccess {
  readonly clientEmail: string
  /** PEM of the public half of the service account's key. */
  readonly publicKey: string
  /** Seconds. */
  readonly tokenLife: number
}

/** Access tokens for signed assertions (RFC 7523). */
function grant(kit: Kit, state: GoogleState, access: GoogleAccess, form: URLSearchParams): object {
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const no = (message: string) => refused(400, { error: 'invalid_grant', error_description: message })
  const key = createPublicKey(access.publicKey)
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')))
    throw no('Invalid JWT Signature.')
  const { iss, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { iss?: string; exp?: number }
  if (iss !== access.clientEmail) throw no('Invalid grant: account not found')
  if ((exp ?? 0) * 1_000 < kit.now()) throw no('Invalid JWT: Token must be a short-lived token')
  const token = kit.newId('ya29')
  state.tokens.add(token)
  kit.later(access.tokenLife * 1_000, () => state.tokens.delete(token))
  return { access_token: token, expires_in: access.tokenLife, token_type: 'Bearer' }
}

const account = (c: Context) => c.req.param('account') ?? ''
const part = (c: Context) => decodeURIComponent(c.req.param('name') ?? '')

/** The calls of Merchant API v1 that the channel makes, with a token. */
export function googleRoutes(kit: Kit, state: GoogleState, access: GoogleAccess): Hono {
  const app = new Hono()
  app.onError((error) =>
    answered(error, (message) =>
      Response.json({ error: { code: 400, status: 'INVALID_ARGUMENT', message } }, { status: 400 }),
    ),
  )
  app.post('/token', async (c) => c.json(grant(kit, state, access, new URLSearchParams(await c.req.text()))))
  app.use('/:api/v1/*', async (c, next) => {
    forgetEnded(kit, state)
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (!state.tokens.has(token))
      throw googleNo(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.')
    await next()
  })
  app.get('/datasources/v1/accounts/:account/dataSources/:source', (c) =>
    c.json({
      name: `accounts/${account(c)}/dataSources/${c.req.param('source')}`,
      displayName: 'Sandbox of Merchant Center',
    }),
  )
  productRoutes(app, kit, state)
  app.post('/inventories/v1/accounts/:account/products/:name/:insert{localInventories:insert}', async (c) => {
    const { storeCode, localInventoryAttributes: attributes } = await c.req.json()
    const product = plainName(part(c))
    if (!state.inputs.has(product)) throw googleNo(404, 'NOT_FOUND', `There is no product ${product}.`)
    state.local.set(`${product} ${storeCode}`, { product, storeCode, attributes })
    return c.json({ storeCode, localInventoryAttributes: attributes })
  })
  app.delete('/inventories/v1/accounts/:account/products/:name/localInventories/:store', (c) => {
    const entry = `${plainName(part(c))} ${c.req.param('store')}`
    if (!state.local.delete(entry)) throw googleNo(404, 'NOT_FOUND', `There is no local inventory ${entry}.`)
    return c.json({})
  })
  return app
}

function productRoutes(app: Hono, kit: Kit, state: GoogleState): void {
  const inputs = '/products/v1/accounts/:account/productInputs'
  app.post('/products/v1/accounts/:account/:insert{productInputs:insert}', async (c) =>
    c.json(
      insertInput(kit, state, {
        account: account(c),
        dataSource: c.req.query('dataSource') ?? '',
        body: await c.req.json(),
      }),
    ),
  )
  app.patch(`${inputs}/:name`, async (c) => {
    const { productAttributes: attributes = {} } = await c.req.json()
    return c.json(patchInput(kit, state, { part: part(c), mask: c.req.query('updateMask') ?? null, attributes }))
  })
  app.delete(`${inputs}/:name`, (c) => c.json(deleteInput(kit, state, part(c))))
  app.get('/products/v1/accounts/:account/products', (c) =>
    c.json(listProducts(state, account(c), new URL(c.req.url).searchParams)),
  )
  app.get('/products/v1/accounts/:account/products/:name', (c) => c.json(readProduct(state, account(c), part(c))))
}
