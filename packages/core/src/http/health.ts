import type { Hono } from 'hono'
import { eventBacklog } from '../events/index.ts'
import { type App, SECOND } from '../kernel/index.ts'
import type { Metrics } from './metrics.ts'

export interface Readiness {
  /** False from the first SIGTERM on, so that a balancer sends nobody here any more. */
  readonly isOpen: () => boolean
}

/** Whoever asks how the shop is does not wait long for it. */
const PATIENCE = 2 * SECOND

/** Undefined when the database does not answer in time. */
async function soon<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE)
  })
  return Promise.race([work.catch(() => undefined), silence]).finally(() => clearTimeout(timer))
}

/** `/health`: the process lives. `/ready`: it may be sent work (database answers within 2 s, not draining). `/metrics`: Prometheus text. */
export function mountHealth(
  hono: Hono,
  { app, metrics, readiness }: { readonly app: App; readonly metrics: Metrics; readonly readiness: Readiness },
): void {
  hono.get('/health', (c) => c.json({ status: 'ok' }))
  hono.get('/ready', async (c) => {
    if (!readiness.isOpen()) return c.json({ status: 'closing' }, 503, { 'Retry-After': '5' })
    return (await soon(app.db.raw('select 1'))) !== undefined
      ? c.json({ status: 'ready' })
      : c.json({ status: 'database' }, 503, { 'Retry-After': '1' })
  })
  hono.get('/metrics', async (c) =>
    c.text(metrics.render(await soon(eventBacklog(app))), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    }),
  )
}
