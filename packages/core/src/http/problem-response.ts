import type { Context as HonoContext } from 'hono'
import { isProblem, type Logger, type Problem, problemBody, requestProblems } from '../kernel/index.ts'

/** Renders what was thrown: a Problem as it is, anything else as one opaque 500 whose cause goes to the log under the request id. */
export function problemResponse(
  c: HonoContext,
  thrown: unknown,
  about: { readonly requestId: string; readonly log: Logger },
): Response {
  const problem = isProblem(thrown) ? thrown : unknownProblem(thrown, about)
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
  const body = problemBody(problem, { instance: c.req.path, requestId: about.requestId })
  c.header('Content-Type', 'application/problem+json')
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), problem.status as 400)
}

function unknownProblem(
  thrown: unknown,
  { requestId, log }: { readonly requestId: string; readonly log: Logger },
): Problem {
  log.error({ err: thrown, requestId }, 'a request failed for a reason nobody declared')
  return requestProblems.internal({ cause: thrown })
}
