import { Hono, type Context as HonoContext } from 'hono'
import { routePath } from 'hono/route'
import {
  type AnswerHeaders,
  type App,
  answerHeaders,
  completeHeaders,
  hashToken,
  requestProblems,
  setHeader,
} from '../kernel/index.ts'
import { clientAddress, isLoopback } from './client-address.ts'
import { createGate, type Gate } from './gate.ts'
import { type Limits, limitOf } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { problemResponse } from './problem-response.ts'
import { createRateLimiter, type RateLimiter, rateHeaders } from './rate-limit.ts'
import { cors, type OriginPolicy, refuseForeignWrites, setSecurityHeaders } from './security.ts'

export interface PipelineOptions {
  readonly app: App
  readonly metrics: Metrics
  readonly origins: OriginPolicy
  /** Proxies in front whose X-Forwarded-For is believed; 0 when the process faces callers itself. */
  readonly trustedProxies: number
  readonly limits: Limits
}

/** What the pipeline finds out about a request, for handlers. */
export interface PipelineEnv {
  Variables: { requestId: string; address: string | undefined }
}

interface RequestState {
  readonly id: string
  readonly address: string
}

/** The outermost layer of every request: id, trace, limits, CORS, CSRF, security headers, metrics, problems. One middleware, so that a request pays for one. */
export function createPipeline(options: PipelineOptions): Hono<PipelineEnv> {
  const { app, metrics, origins } = options
  const hono = new Hono<PipelineEnv>()
  const limiter = createRateLimiter(app.now)
  const door: Door = { ...options, limiter, gate: createGate() }
  const isSecure = origins.publicUrl.startsWith('https:')
  hono.use('*', async (c, next) => {
    const started = performance.now()
    const state = { id: app.newId('req'), address: clientAddress(c, options.trustedProxies) }
    c.set('requestId', state.id)
    c.set('address', isLoopback(state.address) ? undefined : state.address)
    const headers = answerHeaders(c)
    setHeader(headers, 'X-Request-Id', state.id)
    setSecurityHeaders(headers, isSecure)
    echoTrace(c, headers)
    const turn = cors(c, origins) ?? admit(c, door, state)
    if (turn instanceof Response) c.res = turn
    else {
      if (turn !== undefined) await turn
      await next()
    }
    completeHeaders(c)
    metrics.observe({
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      seconds: (performance.now() - started) / 1_000,
    })
    return undefined
  })
  const about = { log: app.log, mode: app.settings.mode }
  hono.onError((error, c) => problemResponse(c, error, { ...about, requestId: String(c.get('requestId')) }))
  hono.notFound((c) =>
    problemResponse(
      c,
      requestProblems.notFound({ detail: `There is nothing at ${c.req.path}.`, hint: 'See /docs for what is here.' }),
      { ...about, requestId: String(c.get('requestId')) },
    ),
  )
  return hono
}

interface Door extends PipelineOptions {
  readonly limiter: RateLimiter
  readonly gate: Gate
}

/** Asked by those who watch over the process, above all when it has much to do. */
const PROBES = new Set(['/health', '/ready', '/metrics'])

/**
 * What stops a request before any route sees it, or the promise of its turn. A refusal is answered here, so that it leaves with the
 * headers of all others and is counted.
 */
function admit(
  c: HonoContext,
  { app, origins, limits, limiter, gate }: Door,
  state: RequestState,
): Response | Promise<void> | undefined {
  try {
    limit(c, { limiter, state, limits })
    refuseForeignWrites(c, origins)
    return PROBES.has(c.req.path) ? undefined : gate.enter()
  } catch (error) {
    return problemResponse(c, error, { requestId: state.id, log: app.log, mode: app.settings.mode })
  }
}

function limit(
  c: HonoContext,
  { limiter, state, limits }: { limiter: RateLimiter; state: RequestState; limits: Limits },
): void {
  if (isLoopback(state.address)) return
  const rule = limitOf(c.req, limits)
  const left = limiter.take(rule, state.address)
  const credential = rule.name === 'export' ? (c.req.header('Authorization') ?? c.req.header('Cookie')) : undefined
  if (credential !== undefined) limiter.take(rule, hashToken(credential))
  for (const [name, value] of Object.entries(rateHeaders(rule, left))) setHeader(answerHeaders(c), name, value)
}

/** W3C trace context: what came in goes out, so that one trace runs through. */
function echoTrace(c: HonoContext, headers: AnswerHeaders): void {
  const parent = c.req.header('traceparent')
  if (parent !== undefined && /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(parent))
    setHeader(headers, 'traceparent', parent)
}

/** After all routes are mounted: other methods on a known path answer 405 with Allow instead of 404. */
export function refuseOtherMethods(hono: Hono): void {
  const byPath = new Map<string, Set<string>>()
  for (const { path, method } of hono.routes) {
    if (method === 'ALL' || path.includes('*')) continue
    const methods = byPath.get(path) ?? new Set()
    byPath.set(path, methods.add(method))
  }
  for (const [path, methods] of byPath) {
    const allowed = [...methods].join(', ')
    hono.all(path, () => {
      throw requestProblems.methodNotAllowed({ detail: `Allowed here: ${allowed}.`, headers: { Allow: allowed } })
    })
  }
}
