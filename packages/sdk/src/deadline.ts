import { ShopProblem } from './problem.ts'

/** A signal that aborts when the caller's does or when the time is over, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Whether so many milliseconds are left. */
  has(ms: number): boolean
  /** The clock stops; the caller's signal goes on, for bodies that are still being read. */
  stop(): void
  /** Lets go of the caller's signal too. */
  release(): void
}

export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  const end = Date.now() + ms
  const pass = () => controller.abort(outer?.reason)
  const title = `No answer within ${ms} ms`
  const late = () => controller.abort(new ShopProblem({ code: 'client.timeout', title }))
  const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(late, ms)
  if (outer?.aborted) pass()
  else outer?.addEventListener('abort', pass)
  const stop = () => clearTimeout(timer)
  return {
    signal: controller.signal,
    has: (more) => Date.now() + more < end,
    stop,
    release() {
      stop()
      outer?.removeEventListener('abort', pass)
    },
  }
}
