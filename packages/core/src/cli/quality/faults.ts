import { DAY } from '../../kernel/index.ts'
import type { Facts } from './facts.ts'

/** Why something does not hold; undefined when it does. */
export type Fault = (facts: Facts) => string | undefined

/** Cases whose names begin so: none failed, and as many passed as asked for. */
export function passed(start: string, least = 1) {
  return ({ cases }: Facts): string | undefined => {
    const found = cases.filter(({ name }) => name.startsWith(start))
    const failed = found.find(({ status }) => status === 'failed')
    if (failed !== undefined) return `"${failed.name}" fails`
    const count = found.filter(({ status }) => status === 'passed').length
    return count >= least ? undefined : `${count} of at least ${least} cases "${start}…" passed`
  }
}

/** It was run and has no such thing. */
export const skipped =
  (start: string): Fault =>
  ({ cases }) =>
    cases.some(({ name, status }) => name.startsWith(start) && status === 'skipped')
      ? undefined
      : `no case "${start}…" was skipped`

export const all =
  (...faults: readonly Fault[]): Fault =>
  (facts) =>
    faults.map((fault) => fault(facts)).find((fault) => fault !== undefined)

export const either =
  (...faults: readonly Fault[]): Fault =>
  (facts) => {
    const found = faults.map((fault) => fault(facts))
    return found.includes(undefined) ? undefined : found.join(', and ')
  }

export const byKind =
  (faults: Readonly<Record<Facts['kind'], Fault>>): Fault =>
  (facts) =>
    faults[facts.kind](facts)

/** A table of the README by the heading of its first column. */
export function table(heading: RegExp, rows = 1): Fault {
  return ({ readme }) => {
    const tables = readme.match(/(?:^\|.*\|\r?\n?)+/gm) ?? []
    const found = tables.filter((lines) => heading.test(lines.split('|')[1] ?? ''))
    const count = found.reduce((sum, lines) => sum + lines.trimEnd().split('\n').length - 2, 0)
    return count >= rows ? undefined : `the README has no table that begins with ${heading.source}`
  }
}

export const says =
  (words: RegExp, what: string): Fault =>
  ({ readme }) =>
    words.test(readme) ? undefined : `the README has no ${what}`

export function panelFault(sources: Facts['sources']): string | undefined {
  return Object.values(sources).some((text) => /\bpanels:|\bactionItems\b/.test(text))
    ? undefined
    : 'it has no panel and no action items'
}

export function verifiedFault({ verified, now }: Facts): string | undefined {
  const at = Date.parse(verified ?? '')
  if (Number.isNaN(at)) return 'quality.yaml has no "verified: <date>"'
  return now - at <= 90 * DAY && at <= now ? undefined : `that was on ${verified}`
}

/** Of what a plugin works with, to be called many. */
export const MANY = 10_000

/** How many each case had stands in its name: `load: 10000 listings …`. */
export function loadFault({ cases }: Facts): string | undefined {
  const counts = cases
    .filter(({ name, status }) => name.startsWith('load: ') && status === 'passed')
    .map(({ name }) => Number.parseInt(name.slice('load: '.length), 10) || 0)
  const least = Math.min(...counts)
  return least >= MANY ? undefined : `it was run with ${least} and not with ${MANY}`
}
