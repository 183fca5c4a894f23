import type { RedirectStatus } from '../model.ts'

export interface Rule {
  readonly source: string
  readonly target: string
  readonly status: RedirectStatus
}

/** More steps than this are nobody's intent. */
export const MOST_STEPS = 10

/** A path as it is compared: percent-encoded as URLs write it, no query, no slash at the end. Undefined for what is no path of this site. */
export function normalPath(text: string): string | undefined {
  if (!/^\/(?![/\\])/.test(text) || !URL.canParse(text, 'http://site.example')) return undefined
  // Without the second of two slashes, so that what is carried over to a target can never begin with `//` and name a host.
  const pathname = new URL(text, 'http://site.example').pathname.replace(/\/{2,}/g, '/')
  return pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname
}

/** A source is a path, or all below one: `/blog/*`. */
export function normalSource(text: string): string | undefined {
  const [path, more] = text.endsWith('/*') ? [text.slice(0, -2), '/*'] : [text, '']
  const normal = path === '' ? '/' : normalPath(path)
  if (normal === undefined || normal.includes('*')) return undefined
  return normal === '/' && more !== '' ? more : normal + more
}

/** A target is a path of this site with its query, or an http address; `/*` at its end carries what stood there in the source. */
export function normalTarget(text: string): string | undefined {
  if (text.startsWith('/')) {
    const [before = '', ...rest] = text.split(/(?=[?#])/)
    const path = normalSource(before)
    return path === undefined ? undefined : path + rest.join('')
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { username, password, href } = new URL(text)
  return username === '' && password === '' ? href : undefined
}

/** Sources that a path may match, the nearest first: itself, then all below its folders. */
export function candidates(path: string): string[] {
  const parts = path.split('/').slice(1)
  const above = parts.map((_, at) => `/${[...parts.slice(0, parts.length - 1 - at), '*'].join('/')}`)
  return [path, ...above]
}

/** Where a rule leads this path. */
export function led({ source, target }: Rule, path: string): string {
  if (!source.endsWith('/*') || !target.endsWith('/*')) return target
  return target.slice(0, -2) + path.slice(source.length - 2)
}

export type Find = (path: string) => Rule | undefined | Promise<Rule | undefined>

/** The path that a target goes on from; undefined when it leaves the site. */
export function onSite(target: string): string | undefined {
  return target.startsWith('/') ? normalPath(target) : undefined
}

/** Follows rules from a path on. `way` holds every path; `isRing` when it comes back to one, or grows without end. */
export async function follow(find: Find, start: string): Promise<{ readonly way: string[]; readonly isRing: boolean }> {
  const way = [start]
  const seen = new Set(way)
  let path: string | undefined = start
  while (path !== undefined) {
    const rule: Rule | undefined = await find(path)
    if (rule === undefined) return { way, isRing: false }
    const target = led(rule, path)
    way.push(target)
    path = onSite(target)
    if (path !== undefined && (seen.has(path) || way.length > MOST_STEPS + 1)) return { way, isRing: true }
    if (path !== undefined) seen.add(path)
  }
  return { way, isRing: false }
}
