import { type Env, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Refusal, refusal, refusalOf } from './refusal.ts'

/** Routes of a platform that says no in its own words, whatever was thrown. */
export function createRoutes<E extends Env = Env>(failure: (refused: Refusal) => object): Hono<E> {
  const app = new Hono<E>()
  app.onError((error, c) => {
    const refused = refusalOf(error)
    return c.json(failure(refused), refused.status as ContentfulStatusCode, refused.headers)
  })
  app.notFound((c) => {
    const message = `There is no ${c.req.method} ${c.req.path}.`
    return c.json(failure({ status: 404, code: 'NO_SUCH_CALL', message }), 404)
  })
  return app
}

/** The items, unless there are too many for one call. */
export function atMost<T>(items: T[], most: number): T[] {
  if (items.length <= most) return items
  throw refusal({ status: 413, code: 'BATCH_TOO_LARGE', message: `${items.length} at once; the most is ${most}.` })
}
