import type { Kit } from '@vitrine/core/testing'
import { type Context, Hono } from 'hono'
import type { createBoards } from './boards.ts'
import { readBatch, readItems, takeBatch } from './catalog.ts'
import { takeEvents } from './conversions.ts'
import type { createFeeds } from './feeds.ts'
import { answerOf, refused } from './refused.ts'
import type { State } from './state.ts'
import type { Tokens } from './tokens.ts'

export interface RouteParts {
  readonly state: State
  readonly tokens: Tokens
  readonly boards: ReturnType<typeof createBoards>
  readonly feeds: ReturnType<typeof createFeeds>
}

const queryOf = (c: Context) => new URL(c.req.url).searchParams

/** The calls of API v5 that the plugin makes, with a token and within the limits of their class. */
export function pinterestRoutes(kit: Kit, parts: RouteParts): Hono {
  const { state, tokens, boards, feeds } = parts
  const app = new Hono()
  app.onError((error) => answerOf(error))
  app.notFound(() => answerOf(refused(404, 0, 'The sandbox has no such call.')))
  app.post('/v5/oauth/token', (c) => tokens.grant(c.req.raw))
  app.post('/v5/oauth/token/revoke', (c) => tokens.revoke(c.req.raw))
  app.use('/v5/*', async (c, next) => {
    tokens.check(c.req.raw)
    const headers = limited(kit, c)
    await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
  })
  app.get('/v5/user_account', (c) => c.json({ id: '1', username: 'sandbox', business_name: 'Sandbox of Pinterest' }))
  app.post('/v5/catalogs/items/batch', async (c) => c.json(takeBatch(kit, state, await c.req.json())))
  app.get('/v5/catalogs/items/batch/:id', (c) => c.json(readBatch(state, c.req.param('id'))))
  app.post('/v5/catalogs/items', async (c) => c.json(readItems(state, await c.req.json())))
  app.post('/v5/ad_accounts/:id/events', async (c) => c.json(takeEvents(state, await c.req.json())))
  boardRoutes(app, boards)
  feedRoutes(app, feeds)
  return app
}

function boardRoutes(app: Hono, boards: RouteParts['boards']): void {
  app.get('/v5/boards', (c) => c.json(boards.list(queryOf(c))))
  app.post('/v5/boards', async (c) => c.json(boards.make(await c.req.json()), 201))
  app.get('/v5/boards/:id/pins', (c) => c.json(boards.pins(c.req.param('id'), queryOf(c))))
  app.post('/v5/pins', async (c) => c.json(boards.makePin(await c.req.json()), 201))
  app.get('/v5/pins/:id', (c) => c.json(boards.pin(c.req.param('id'))))
  app.patch('/v5/pins/:id', async (c) => c.json(boards.changePin(c.req.param('id'), await c.req.json())))
  app.delete('/v5/pins/:id', (c) => {
    boards.removePin(c.req.param('id'))
    return c.body(null, 204)
  })
}

function feedRoutes(app: Hono, feeds: RouteParts['feeds']): void {
  app.get('/v5/catalogs/feeds', (c) => c.json(feeds.list(queryOf(c))))
  app.post('/v5/catalogs/feeds', async (c) => c.json(feeds.make(await c.req.json()), 201))
  app.get('/v5/catalogs/feeds/:id', (c) => c.json(feeds.get(c.req.param('id'))))
  app.patch('/v5/catalogs/feeds/:id', async (c) => c.json(feeds.change(c.req.param('id'), await c.req.json())))
  app.delete('/v5/catalogs/feeds/:id', (c) => {
    feeds.remove(c.req.param('id'))
    return c.body(null, 204)
  })
  app.post('/v5/catalogs/feeds/:id/ingest', async (c) => c.json(await feeds.ingest(c.req.param('id'))))
  app.get('/v5/catalogs/feeds/:id/processing_results', (c) => c.json(feeds.results(c.req.param('id'), queryOf(c))))
  app.get('/v5/catalogs/processing_results/:id/item_issues', (c) => c.json(feeds.issues(c.req.param('id'), queryOf(c))))
}

/** One bucket for each rate class of the contract; Pinterest's headers say what is left. */
function limited(kit: Kit, c: Context): Readonly<Record<string, string>> {
  const isRead = c.req.method === 'GET' || c.req.path === '/v5/catalogs/items'
  const area = c.req.path.startsWith('/v5/catalogs') ? 'catalogs' : 'org'
  const rate = c.req.path.startsWith('/v5/ad_accounts') ? 'ads_conversions' : `${area}_${isRead ? 'read' : 'write'}`
  const { isTaken, limit, remaining, wait } = kit.buckets.take(rate, 'account')
  const seconds = String(Math.ceil(wait))
  const headers = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': seconds,
  }
  if (isTaken) return headers
  throw refused(429, 8, 'This request exceeded a rate limit.', { ...headers, 'retry-after': seconds })
}
