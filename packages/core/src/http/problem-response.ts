import type { Context as HonoContext } from 'hono'
import {
  answerHeaders,
  answerWith,
  isProblem,
  type Logger,
  type Problem,
  problemBody,
  requestProblems,
  setHeader,
} from '../kernel/index.ts'

/** Renders what was thrown: a Problem as it is, anything else as one opaque 500 whose cause goes to the log under the request id. */
export function problemResponse(
  c: HonoContext,
  thrown: unknown,
  about: { readonly requestId: string; readonly log: Logger },
): Response {
  const problem = isProblem(thrown) ? thrown : unknownProblem(thrown, about)
  const headers = answerHeaders(c)
  for (const [name, value] of Object.entries(problem.headers)) setHeader(headers, name, value)
  const body = problemBody(problem, { instance: c.req.path, requestId: about.requestId })
  setHeader(headers, 'Content-Type', 'application/problem+json')
  setHeader(headers, 'Cache-Control', 'no-store')
  return answerWith(c, JSON.stringify(body), problem.status)
}

function unknownProblem(
  thrown: unknown,
  { requestId, log }: { readonly requestId: string; readonly log: Logger },
): Problem {
  log.error({ err: thrown, requestId }, 'a request failed for a reason nobody declared')
  return requestProblems.internal({ cause: thrown })
}
