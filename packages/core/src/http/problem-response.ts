import type { Context as HonoContext } from 'hono'
import {
  answerHeaders,
  answerWith,
  isProblem,
  type Logger,
  type Problem,
  problemBody,
  requestProblems,
  type Settings,
  setHeader,
} from '../kernel/index.ts'

interface About {
  readonly requestId: string
  readonly log: Logger
  /** In production nobody outside learns how the shop is built, in development the author sees the mistake at once. */
  readonly mode: Settings['mode']
}

/**
 * Renders what was thrown: a Problem as it is, anything else as one opaque 500 whose cause goes to the log under the request id.
 * A declared 500 is a fault of code too, such as a plugin that writes to foreign tables: it is logged, and opaque in production.
 */
export function problemResponse(c: HonoContext, thrown: unknown, about: About): Response {
  const problem = isProblem(thrown) ? openly(thrown, about) : unknownProblem(thrown, about)
  const headers = answerHeaders(c)
  for (const [name, value] of Object.entries(problem.headers)) setHeader(headers, name, value)
  const body = problemBody(problem, { instance: c.req.path, requestId: about.requestId })
  setHeader(headers, 'Content-Type', 'application/problem+json')
  setHeader(headers, 'Cache-Control', 'no-store')
  return answerWith(c, JSON.stringify(body), problem.status)
}

function openly(problem: Problem, { requestId, log, mode }: About): Problem {
  if (problem.status !== requestProblems.internal.spec.status) return problem
  log.error({ err: problem, hint: problem.hint, requestId }, 'a request failed by a fault of code')
  return mode === 'production' ? requestProblems.internal({ cause: problem }) : problem
}

function unknownProblem(thrown: unknown, { requestId, log }: About): Problem {
  log.error({ err: thrown, requestId }, 'a request failed for a reason nobody declared')
  return requestProblems.internal({ cause: thrown })
}
