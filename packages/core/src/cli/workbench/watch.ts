import { existsSync, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds in which what an editor writes at once is one change. */
const AT_ONCE = 20

/** Tells each change of a folder's sources, until the signal; one at a time, and what comes meanwhile is one more. */
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
  watchAll(folder, signal, (name) => {
    if (!/\.[cm]?[jt]sx?$/.test(name) || /\.test(-d)?\.ts$/.test(name)) return
    savedAt ??= performance.now()
    setTimeout(() => void begin(), AT_ONCE)
  })
}

/** Folders, not files: an editor that saves by putting a new file in the place of the old one is seen by its folder only. */
function watchAll(folder: string, signal: AbortSignal, changed: (name: string) => void): void {
  const known = new Set<string>()
  const look = (at: string) => {
    if (known.has(at) || !existsSync(at)) return
    known.add(at)
    const watcher = watch(at, { signal }, (_, name) => {
      lookInside(at)
      if (name !== null) changed(name)
    })
    watcher.on('error', () => known.delete(at))
    lookInside(at)
  }
  const lookInside = (at: string) => {
    if (!existsSync(at)) return
    for (const entry of readdirSync(at, { withFileTypes: true }))
      if (entry.isDirectory() && entry.name !== 'node_modules') look(join(at, entry.name))
  }
  look(folder)
}
