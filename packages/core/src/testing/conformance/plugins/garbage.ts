import type { GenericSchema } from 'valibot'
import type { Endpoint } from '../../../kernel/index.ts'
import { surfaceOf } from '../../../plugins/mounts.ts'
import type { Asked } from './world.ts'

const LONG = 'x'.repeat(5_000)
const WORDS = ['x', '%00', '..%2f..', "'%20or%201=1--", '💐', '-1', LONG.slice(0, 500)]
const VALUES: readonly unknown[] = [
  '',
  LONG,
  0,
  -1,
  1e308,
  true,
  null,
  [],
  {},
  ['x'],
  { x: [{}] },
  '\u0000',
  '__proto__',
]
const BODIES = ['', '{', 'null', '[]', '{}', '"x"', '17', '[[[[]]]]', '{"__proto__":{"x":1}}', `{"${LONG}":1}`]

function keysOf(schema: GenericSchema | undefined): string[] {
  return Object.keys((schema as { readonly entries?: object } | undefined)?.entries ?? {})
}

/** Where an endpoint of a plugin is; `word` stands for each of its parameters. */
export function addressOf(id: string, endpoint: Endpoint, word: string): string {
  return `/${surfaceOf(endpoint)}/${id}${endpoint.path.replaceAll(/:\w+/g, word)}`
}

/** Requests that nobody means: parameters, queries and bodies of every wrong kind, one wrong field at a time. */
export function garbageFor(id: string, endpoint: Endpoint): Asked[] {
  const { method } = endpoint
  const at = (word: string) => addressOf(id, endpoint, word)
  const words = endpoint.path.includes(':') ? WORDS : ['x']
  const queries = ['surprise', ...keysOf(endpoint.query)].flatMap((key) =>
    ['', '-1', '1e99', LONG].map((value) => `${key}=${value}`),
  )
  const asked = [...words.map(at), ...queries.map((query) => `${at('x')}?${query}`)].map((path) => ({ method, path }))
  if (method === 'GET') return asked
  const keys = keysOf(endpoint.body)
  const fields = keys.flatMap((key) => VALUES.map((value) => ({ [key]: value })))
  const whole = VALUES.map((value) => Object.fromEntries(keys.map((key) => [key, value])))
  const bodies = [...BODIES, ...[...fields, ...whole].map((body) => JSON.stringify(body))]
  return [...asked, ...bodies.map((body) => ({ method, path: at('x'), body }))]
}
