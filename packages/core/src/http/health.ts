import type { Hono } from 'hono'
import { type App, SECOND } from '../kernel/index.ts'
import type { Metrics } from './metrics.ts'

export interface Readiness {
  /** False from the first SIGTERM on, so that a balancer sends nobody here any more. */
  readonly isOpen: () => boolean
}

/** Whoever asks whether a shop is ready does not wait long for it. */
const PATIENCE = 2 * SECOND

async function answers({ db }: Pick<App, 'db'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE)
  })
  const answer = db.raw('select 1').then(
    () => true,
    () => false,
  )
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

/** `/health`: the process lives. `/ready`: it may be sent work (database answers within 2 s, not draining). `/metrics`: Prometheus text. */
export function mountHealth(
  hono: Hono,
  { app, metrics, readiness }: { readonly app: App; readonly metrics: Metrics; readonly readiness: Readiness },
): void {
  hono.get('/health', (c) => c.json({ status: 'ok' }))
  hono.get('/ready', async (c) => {
    if (!readiness.isOpen()) return c.json({ status: 'closing' }, 503, { 'Retry-After': '5' })
    return (await answers(app))
      ? c.json({ status: 'ready' })
      : c.json({ status: 'database' }, 503, { 'Retry-After': '1' })
  })
  hono.get('/metrics', (c) =>
    c.text(metrics.render(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
}
