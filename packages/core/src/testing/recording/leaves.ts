import { parsed } from './body.ts'
import { SECRET } from './fixture.ts'

/** Every value of a request by where it stands: `query.page`, `body.offers.0.title`. */
export type Leaves = ReadonlyMap<string, string>

interface Asked {
  readonly method: string
  readonly url: string
  /** Null for nothing; bytes in base64. */
  readonly body: string | null
}

/** What makes a request this one: method, place, query and body, whatever the order of their fields. */
export function leavesOf({ method, url, body }: Asked): Leaves {
  const { origin, pathname, searchParams } = new URL(url)
  const path = pathname.split('/').map((part, at): Leaf => [`path.${at}`, part])
  return new Map([
    ['method', method],
    ['origin', origin],
    ...path,
    ...pairs('query', searchParams),
    ...(body === null ? [] : bodyLeaves(body)),
  ])
}

type Leaf = readonly [where: string, value: string]

function bodyLeaves(body: string): readonly Leaf[] {
  const value = parsed(body)
  if (typeof value === 'object' && value !== null) return jsonLeaves('body', value)
  return isForm(body) ? pairs('body', new URLSearchParams(body)) : [['body', body]]
}

/** `a=1&b=2`; a text that is one thing has spaces, lines or no pairs. */
export function isForm(body: string): boolean {
  return /^[^\s=&{}[\]<>"]+=[^\s&<>"]*(&[^\s=&]+=[^\s&<>"]*)*$/.test(body)
}

function pairs(place: string, params: URLSearchParams): readonly Leaf[] {
  const names = [...new Set(params.keys())]
  return names.flatMap((name) =>
    params.getAll(name).map((value, at): Leaf => [`${place}.${name}${at === 0 ? '' : `.${at}`}`, value]),
  )
}

function jsonLeaves(where: string, value: unknown): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [[where, JSON.stringify(value)]]
  const entries = Object.entries(value)
  if (entries.length === 0) return [[where, Array.isArray(value) ? '[]' : '{}']]
  return entries.flatMap(([key, inner]) => jsonLeaves(`${where}.${key}`, inner))
}

/** Where two requests differ; a secret that was taken out of the recorded one fits any text. */
export function differences(recorded: Leaves, asked: Leaves): readonly string[] {
  const places = new Set([...recorded.keys(), ...asked.keys()])
  return [...places].filter((where) => !fits(recorded.get(where), asked.get(where)))
}

function fits(recorded: string | undefined, asked: string | undefined): boolean {
  if (recorded === undefined || asked === undefined) return false
  const [first = '', ...rest] = recorded.split(SECRET)
  if (rest.length === 0) return recorded === asked
  const last = rest.pop() ?? ''
  if (!asked.startsWith(first) || asked.length < first.length + last.length || !asked.endsWith(last)) return false
  const end = asked.length - last.length
  let at = first.length
  for (const part of rest) {
    const found = asked.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
