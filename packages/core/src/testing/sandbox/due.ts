/** Work for later, by a clock that may stand still or jump. */
export interface Due {
  later(ms: number, run: () => void): void
  /** Does what is due by now. */
  runDue(): void
  readonly waiting: () => number
  close(): void
}

export function createDue(now: () => number): Due {
  const timers = new Set<NodeJS.Timeout>()
  let work: { readonly at: number; readonly run: () => void }[] = []
  const runDue = () => {
    const time = now()
    const ready = work.filter(({ at }) => at <= time)
    if (ready.length === 0) return
    work = work.filter(({ at }) => at > time)
    for (const { run } of ready.sort((one, other) => one.at - other.at)) run()
  }
  return {
    runDue,
    waiting: () => work.length,
    later(ms, run) {
      work.push({ at: now() + ms, run })
      const timer = setTimeout(() => {
        timers.delete(timer)
        runDue()
      }, ms + 1)
      timers.add(timer)
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
