import type { Hono } from 'hono'
import type { Kit } from '../platform.ts'
import { jsonBody, queryOf, type Refusal, refusal } from '../refusal.ts'
import { atMost, createRoutes } from '../routes.ts'
import { type Catalog, type Shown, takeBatch } from './catalog.ts'
import { BATCH, Batch, ItemsQuery, READ } from './contract.ts'
import type { SocialTokens } from './tokens.ts'

/** The Plaza's own way to say no. */
export function failure({ status, code, message, fields = [] }: Refusal) {
  return { status: 'failure', code: status, reason: code, message, details: fields.map(({ field }) => field) }
}

export function socialRoutes(
  kit: Kit,
  { catalogs, tokens }: { readonly catalogs: ReadonlyMap<string, Catalog>; readonly tokens: SocialTokens },
): Hono {
  const app = createRoutes(failure)
  const catalogAt = (id: string) => {
    const catalog = catalogs.get(id)
    if (catalog === undefined)
      throw refusal({ status: 404, code: 'NO_CATALOG', message: `There is no catalogue ${id}.` })
    return catalog
  }
  app.get('/oauth/authorize', (c) => tokens.authorize(c.req.raw))
  app.post('/oauth/token', (c) => tokens.issue(c.req.raw))
  app.use('/v1/*', async (c, next) => {
    tokens.check(c.req.raw)
    const { isTaken, limit, remaining, wait } = kit.buckets.take('calls', 'app')
    const headers = { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining) }
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    if (!isTaken)
      throw refusal({
        status: 429,
        code: 'TOO_MANY',
        message: 'Slow down.',
        headers: { ...headers, 'retry-after': new Date(kit.now() + wait * 1_000 + 1_000).toUTCString() },
      })
    await next()
  })
  app.get('/v1/catalogs', (c) =>
    c.json({ catalogs: [...catalogs.keys()].map((id) => ({ id, name: `Catalogue ${id}` })) }),
  )
  app.post('/v1/catalogs/:id/batches', async (c) => {
    const { operations } = await jsonBody(c.req.raw, Batch)
    return c.json(takeBatch(kit, catalogAt(c.req.param('id')), distinct(atMost(operations, BATCH))), 202)
  })
  app.get('/v1/catalogs/:id/batches/:batch', (c) => {
    const run = catalogAt(c.req.param('id')).batches.get(c.req.param('batch'))
    if (run === undefined) throw refusal({ status: 404, code: 'NO_BATCH', message: 'There is no such batch.' })
    return c.json(run)
  })
  app.get('/v1/catalogs/:id/items', (c) => {
    const query = queryOf(c.req.raw, ItemsQuery)
    return c.json(
      'handles' in query
        ? byHandles(catalogAt(c.req.param('id')), query.handles)
        : pageOf(catalogAt(c.req.param('id')), query),
    )
  })
  return app
}

function distinct<T extends { readonly handle: string }>(operations: T[]): T[] {
  if (new Set(operations.map(({ handle }) => handle)).size === operations.length) return operations
  throw refusal({ status: 400, code: 'DUPLICATE_HANDLE', message: 'A handle stands twice in the batch.' })
}

const view = ({ handle, status, reasons, item }: Shown) => ({ handle, status, reasons, item })

function byHandles({ items }: Catalog, handles: string) {
  const found = atMost(handles.split(','), READ).flatMap((handle) => items.seen(handle) ?? [])
  return { items: found.map(view), next: null }
}

function pageOf(
  { items }: Catalog,
  { after = '', limit = String(READ) }: { readonly after?: string | undefined; readonly limit?: string | undefined },
) {
  const sorted = items
    .allSeen()
    .filter(({ handle }) => handle > after)
    .sort((one, other) => (one.handle < other.handle ? -1 : 1))
  const page = sorted.slice(0, Number(limit))
  return { items: page.map(view), next: sorted.length > page.length ? (page.at(-1)?.handle ?? null) : null }
}
