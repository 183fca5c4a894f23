import type { Bundler } from './bundle.ts'
import { type Server, type Starting, startServer } from './server.ts'
import { onChange } from './watch.ts'

export { bundlerFor } from './bundle.ts'

/** How long a restart took, in milliseconds: from the save to the first answer, and of that. */
export interface Restart {
  readonly total: number
  readonly build: number
  readonly stop: number
  readonly start: number
}

export interface Work {
  readonly bundler: Bundler
  readonly server: Starting
  /** The sources that are watched. */
  readonly sources: string
  readonly restarted: (restart: Restart) => void
  /** Something is wrong with the plugin; what ran before runs on while it can. */
  readonly failed: (error: unknown) => void
  readonly signal: AbortSignal
}

/** Builds the plugin and runs the shop with it, again with each change of its sources, until the signal. */
export async function workOn({ bundler, server, sources, restarted, failed, signal }: Work): Promise<void> {
  let running: Server | undefined
  const restart = async (savedAt: number) => {
    const began = performance.now()
    await bundler.build()
    const built = performance.now()
    await running?.stop()
    const stopped = performance.now()
    running = startServer(server)
    await running.answers
    const answered = performance.now()
    restarted({
      total: Math.round(answered - savedAt),
      build: Math.round(built - began),
      stop: Math.round(stopped - built),
      start: Math.round(answered - stopped),
    })
  }
  const insist = (savedAt: number) => restart(savedAt).catch(failed)
  await insist(performance.now())
  if (!signal.aborted) onChange(sources, insist, signal)
  await aborted(signal)
  await running?.stop()
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done()
    signal.addEventListener('abort', () => done(), { once: true })
  })
}
