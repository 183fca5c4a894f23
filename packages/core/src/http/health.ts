import type { Hono } from 'hono'
import type { App } from '../kernel/index.ts'
import type { Metrics } from './metrics.ts'

export interface Readiness {
  /** False from the first SIGTERM on, so that a balancer sends nobody here any more. */
  readonly isOpen: () => boolean
}

/** `/health`: the process lives. `/ready`: it may be sent work (database answers, not draining). `/metrics`: Prometheus text. */
export function mountHealth(
  hono: Hono,
  { app, metrics, readiness }: { readonly app: App; readonly metrics: Metrics; readonly readiness: Readiness },
): void {
  hono.get('/health', (c) => c.json({ status: 'ok' }))
  hono.get('/ready', async (c) => {
    if (!readiness.isOpen()) return c.json({ status: 'closing' }, 503, { 'Retry-After': '5' })
    const answers = await app.db.raw('select 1').then(
      () => true,
      () => false,
    )
    return answers ? c.json({ status: 'ready' }) : c.json({ status: 'database' }, 503, { 'Retry-After': '1' })
  })
  hono.get('/metrics', (c) =>
    c.text(metrics.render(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
}
