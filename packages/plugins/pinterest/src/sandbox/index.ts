import {
  contractFetch,
  contractFile,
  openSandbox,
  type Platform,
  type Sandbox,
  type SandboxOptions,
} from '@vitrine/core/testing'
import { Hono } from 'hono'
import { LIMITS } from '../limits.ts'
import { type PinterestActions, pinterestActions } from './actions.ts'
import { createBoards } from './boards.ts'
import { createFeeds } from './feeds.ts'
import { answerOf } from './refused.ts'
import { pinterestRoutes } from './routes.ts'
import { createState } from './state.ts'
import { createTokens } from './tokens.ts'
import { pinterestView } from './view.ts'

export type { PinterestActions } from './actions.ts'

export interface PinterestSandboxOptions {
  readonly appId?: string
  readonly appSecret?: string
  /** Seconds that an access token is good; default 30 days. */
  readonly tokenLife?: number
  /** A refresh token that is good as often as it is used, for accounts that are connected without the consent page. Default `pinr-demo`. */
  readonly standingToken?: string
}

export type PinterestSandbox = Sandbox<PinterestActions>

/**
 * Pinterest on this machine: a catalogue with batches, boards and Pins, feeds, conversion events, OAuth. Where Pinterest's contract lies beside
 * the project, every request and every answer is checked against it.
 */
export function pinterestSandbox({
  appId,
  appSecret,
  tokenLife,
  standingToken,
  ...options
}: PinterestSandboxOptions & SandboxOptions = {}): Promise<PinterestSandbox> {
  const own = { appId, appSecret, tokenLife, standingToken, fetch: options.fetch }
  return openSandbox({ ...options, platform: pinterestPlatform(own) })
}

const MONTH = 2_592_000

function pinterestPlatform({
  appId = 'pinterest-demo',
  appSecret = 'pinterest-demo-secret',
  tokenLife = MONTH,
  standingToken = 'pinr-demo',
  fetch = globalThis.fetch,
}: {
  readonly [Name in keyof PinterestSandboxOptions]: PinterestSandboxOptions[Name] | undefined
} & { readonly fetch?: typeof globalThis.fetch | undefined }): Platform<PinterestActions> {
  return {
    title: 'Pinterest',
    failure: ({ code, message }) => ({ code: Number(code) || 0, message }),
    rates: Object.fromEntries(
      Object.entries(LIMITS).map(([name, { rate, burst }]) => [name, { rate: rate * 4, burst: burst * 4 }]),
    ),
    open(kit) {
      const state = createState(kit)
      const tokens = createTokens(kit, { appId, appSecret, tokenLife, standingToken })
      const boards = createBoards(kit, state)
      const routes = pinterestRoutes(kit, { state, tokens, boards, feeds: createFeeds(kit, state, fetch) })
      const { app, violations } = checked(routes)
      app.get('/oauth/', (c) => {
        const { redirect_uri = '', state: nonce = '' } = c.req.query()
        const back = new URL(redirect_uri)
        back.searchParams.set('code', tokens.allow())
        back.searchParams.set('state', nonce)
        return c.redirect(back.href)
      })
      return {
        routes: app,
        actions: pinterestActions({ state, tokens, boards, violations }),
        view: () => pinterestView(state),
      }
    },
  }
}

/** The calls with Pinterest's contract between them and the sandbox, if it is there. */
function checked(routes: Hono) {
  const app = new Hono()
  const file = contractFile('pinterest/openapi-v5.23.0.trimmed.json')
  let contract: ReturnType<typeof contractFetch> | undefined
  app.all('/v5/*', async (c) => {
    if (file === undefined) return routes.fetch(c.req.raw)
    contract ??= contractFetch({
      documents: [{ file, base: `${new URL(c.req.url).origin}/v5` }],
      answer: async (request) => routes.fetch(request),
      tolerates: [/continuous_refresh/],
    })
    return contract(c.req.raw).catch(answerOf)
  })
  return { app, violations: () => contract?.violations ?? [] }
}
