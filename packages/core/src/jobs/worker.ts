import { type App, extensionPoint } from '../kernel/index.ts'

/** Work that goes on all the time while a shop runs, in each of its processes: they share it by leases of their own. */
export interface Worker {
  /** For people: `webhooks/send`. */
  readonly name: string
  /** `isAlone`: no other process can have this database open, so that what a dead one held is free. */
  readonly start: (app: App, options: { readonly isAlone: boolean }) => Promise<Working>
}

export interface Working {
  /** Starts nothing new, waits for what is under way, and gives back what takes too long. */
  stop(): Promise<void>
  /** Resolves when what is due at this moment was done. */
  idle?(): Promise<void>
}

/** Where rooms and plugins hang their workers: `contribute(worker, { name, start })`. */
export const worker = extensionPoint<Worker>('jobs.worker')

/** Starts every worker of the app. */
export async function startWorkers(app: App, options: { readonly isAlone: boolean }): Promise<Working> {
  const working = await Promise.all(app.extensions.of(worker).map(({ start }) => start(app, options)))
  return {
    stop: async () => void (await Promise.all(working.map((one) => one.stop()))),
    idle: async () => void (await Promise.all(working.map((one) => one.idle?.()))),
  }
}
