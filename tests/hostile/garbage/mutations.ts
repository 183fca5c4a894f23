import * as fc from 'fast-check'
import { isLink } from './links.ts'
import { nastyValue } from './nasty.ts'

type Change = 'replace' | 'remove' | 'unknown' | 'list'

/** A value with one place changed: another type, a key gone, a key too many, a list of it. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.constantFrom<Change>('replace', 'replace', 'replace', 'remove', 'unknown', 'list')
  return fc
    .tuple(value, fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), change, nastyValue)
    .map(([before, way, kind, nasty]) => changedAt(before, way, { kind, nasty }))
}

interface Wish {
  readonly kind: Change
  readonly nasty: unknown
}

function changedAt(value: unknown, way: readonly number[], wish: Wish): unknown {
  const [turn = 0, ...rest] = way
  if (!isBranch(value)) return wish.nasty
  const keys = Object.keys(value)
  if (wish.kind === 'unknown' && (rest.length === 0 || keys.length === 0)) return { ...value, surprise: wish.nasty }
  const key = keys[turn % Math.max(1, keys.length)]
  if (key === undefined) return wish.nasty
  const before = (value as Record<string, unknown>)[key]
  const isLast = rest.length === 0 || !isBranch(before)
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === key ? (isLast ? wish.nasty : changedAt(item, rest, wish)) : item))
  if (!isLast) return { ...value, [key]: changedAt(before, rest, wish) }
  if (wish.kind === 'remove') return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: wish.kind === 'list' ? [before, before] : wish.nasty }
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null && !isLink(value)
