import type { Lock, Locked } from '../../scripts/lib/lock.mjs'

/** What speaks against installing a package that was locked so; empty when nothing does. */
export function lockFaults(path: string, locked: Locked): string[] {
  if (locked.link === true || !path.includes('node_modules/')) return []
  const faults: string[] = []
  if (!/^\d+\.\d+\.\d+/.test(locked.version ?? '')) faults.push(`${path} has no version`)
  if (!locked.optional && !/^sha512-[\w+/]{86}==$/.test(locked.integrity ?? '')) faults.push(`${path} has no sha512`)
  if (/^(git|http:|file:|github:)/.test(locked.resolved ?? '')) faults.push(`${path} comes from ${locked.resolved}`)
  return faults
}

/** Packages that run a script of their own when they are installed. */
export function installScripts(lock: Lock, paths: readonly string[]): string[] {
  return paths.filter((path) => lock[path]?.hasInstallScript === true)
}

/** True when a version is at least another; a pre-release is before its release. */
export function isAtLeast(version: string, least: string): boolean {
  const parts = (text: string) => text.split('-')[0]?.split('.').map(Number) ?? []
  const [have, want] = [parts(version), parts(least)]
  for (const at of [0, 1, 2]) {
    const [mine = 0, theirs = 0] = [have[at], want[at]]
    if (mine !== theirs) return mine > theirs
  }
  return !version.includes('-') || least.includes('-')
}

/** Steps of a workflow whose code can be changed by somebody else after it was looked at. */
export function loosePins(workflow: string): string[] {
  const uses = [...workflow.matchAll(/^\s*-?\s*uses:\s*(\S+)(.*)$/gm)]
  return uses
    .filter(
      ([, action = '', note = '']) =>
        !action.startsWith('./') && !(/@[\da-f]{40}$/.test(action) && /#\s*v\d+\.\d+\.\d+/.test(note)),
    )
    .map(([, action = '']) => action)
}
