/** Work for later, by a clock that may stand still or jump. */
export interface Due {
  later(ms: number, run: () => void): void
  /** Does what is due by now. */
  runDue(): void
  readonly waiting: () => number
  close(): void
}

interface Work {
  readonly at: number
  readonly run: () => void
}

export function createDue(now: () => number): Due {
  let work: Work[] = []
  let next = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const plan = () => {
    next = work.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY)
    clearTimeout(timer)
    if (work.length > 0) timer = setTimeout(runDue, Math.max(1, next - now()))
  }
  const runDue = () => {
    const time = now()
    if (time < next) return
    const ready = work.filter(({ at }) => at <= time)
    work = work.filter(({ at }) => at > time)
    next = Number.POSITIVE_INFINITY
    for (const { run } of ready.sort((one, other) => one.at - other.at)) run()
    plan()
  }
  return {
    runDue,
    waiting: () => work.length,
    close: () => clearTimeout(timer),
    later(ms, run) {
      const at = now() + ms
      work.push({ at, run })
      if (at < next) plan()
    },
  }
}
