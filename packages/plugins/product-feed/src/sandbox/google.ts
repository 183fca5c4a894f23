import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import {
  action,
  contractFetch,
  contractFile,
  type Kit,
  openSandbox,
  type Platform,
  type Sandbox,
  type SandboxOptions,
} from '@vitrine/core/testing'
import { Hono } from 'hono'
import * as v from 'valibot'
import { forgetEnded } from './google-products.ts'
import { googleRoutes } from './google-routes.ts'
import { type GoogleState, googleState } from './google-state.ts'
import { googleView } from './google-view.ts'
import { answered } from './refused.ts'

export interface GoogleSandboxOptions {
  readonly clientEmail?: string
  /** PEM (PKCS 8) of the service account's key; a new one when it is left out. */
  readonly privateKey?: string
  /** Seconds that an access token is good; default an hour. */
  readonly tokenLife?: number
}

export interface GoogleSandbox extends Sandbox<GoogleActions> {
  /** What a merchant would paste: the service account with its private key. */
  readonly credentials: { readonly clientEmail: string; readonly privateKey: string }
}

/**
 * Merchant Center on this machine: products, local inventories, tokens for service accounts. What was sent is processed after the knob `review`.
 * Where the contract lies beside the project, every request and every answer is checked against it.
 */
export async function googleSandbox({
  clientEmail = 'feeds@sandbox.iam.gserviceaccount.example.com',
  tokenLife = 3_600,
  privateKey = newKey(),
  ...options
}: GoogleSandboxOptions & SandboxOptions = {}): Promise<GoogleSandbox> {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const sandbox = await openSandbox({ ...options, platform: googlePlatform({ clientEmail, tokenLife, publicKey }) })
  return { ...sandbox, credentials: { clientEmail, privateKey } }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function googlePlatform(access: Parameters<typeof googleRoutes>[2]): Platform<GoogleActions> {
  return {
    title: 'Google Merchant Center',
    failure: ({ message, status }) => ({ error: { code: status, message, status: 'UNKNOWN' } }),
    open(kit) {
      const state = googleState(kit)
      const { app, violations } = checked(googleRoutes(kit, state, access))
      return { routes: app, actions: googleActions(kit, state, violations), view: () => googleView(state) }
    },
  }
}

const APIS = ['products', 'inventories', 'datasources']

/** The calls with the contract between them and the sandbox, if it is there. */
function checked(routes: Hono) {
  const app = new Hono()
  const files = APIS.flatMap(
    (name) => contractFile(`google-merchant/openapi-derived/merchantapi.${name}_v1.json`) ?? [],
  )
  let contract: ReturnType<typeof contractFetch> | undefined
  app.post('/token', (c) => routes.fetch(c.req.raw))
  app.all('/:api/v1/*', async (c) => {
    if (files.length < APIS.length) return routes.fetch(c.req.raw)
    contract ??= contractFetch({
      documents: files.map((file) => ({ file, base: new URL(c.req.url).origin })),
      answer: async (request) => routes.fetch(request),
    })
    return contract(c.req.raw).catch((error: unknown) =>
      answered(error, (message) =>
        Response.json({ error: { code: 400, status: 'INVALID_ARGUMENT', message } }, { status: 400 }),
      ),
    )
  })
  return { app, violations: () => contract?.violations ?? [] }
}

/** What people do in Merchant Center. */
function googleActions(kit: Kit, state: GoogleState, violations: () => readonly string[]) {
  const changed = (offerId: string, change: Readonly<Record<string, unknown>>) => {
    for (const product of state.products.all())
      if (product.offerId === offerId)
        state.products.set(product.name, { ...product, attributes: { ...product.attributes, ...change } })
  }
  return {
    editProduct: action(v.strictObject({ offerId: v.string(), title: v.string() }), ({ offerId, title }) =>
      changed(offerId, { title }),
    ),
    removeProduct: action(v.strictObject({ offerId: v.string() }), ({ offerId }) => {
      for (const product of state.products.all()) {
        if (product.offerId !== offerId) continue
        state.products.remove(product.name)
        state.inputs.delete(product.name)
      }
    }),
    rejectProduct: action(v.strictObject({ offerId: v.string(), message: v.string() }), ({ offerId, message }) => {
      for (const product of state.products.all())
        if (product.offerId === offerId)
          state.products.set(product.name, {
            ...product,
            issues: [{ code: 'policy', attribute: 'image link', detail: message }],
          })
    }),
    forgetTokens: action(v.strictObject({}), () => state.tokens.clear()),
    /** What people see now, without the lag of reads. */
    shown: action(v.strictObject({}), () => {
      forgetEnded(kit, state)
      return { products: state.products.all(), local: [...state.local.values()] }
    }),
    /** Requests that broke the contract, where it is beside the project. */
    violations: action(v.strictObject({}), () => violations()),
  }
}
export type GoogleActions = ReturnType<typeof googleActions>
