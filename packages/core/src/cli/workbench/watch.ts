import { watch } from 'node:fs'

/** Milliseconds in which what an editor writes at once is one change. */
const AT_ONCE = 20

/** Tells each change of a folder's files, until the signal; one at a time, and what comes meanwhile is one more. */
export function onChange(folder: string, work: (savedAt: number) => Promise<void>, signal: AbortSignal): void {
  let savedAt: number | undefined
  let isWorking = false
  const begin = async () => {
    if (isWorking) return
    isWorking = true
    while (savedAt !== undefined && !signal.aborted) {
      const since = savedAt
      savedAt = undefined
      await work(since)
    }
    isWorking = false
  }
  watch(folder, { recursive: true, signal }, (_, name) => {
    if (name === null || !/\.[cm]?[jt]sx?$/.test(name) || /\.test(-d)?\.ts$/.test(name)) return
    savedAt ??= performance.now()
    setTimeout(() => void begin(), AT_ONCE)
  })
}
