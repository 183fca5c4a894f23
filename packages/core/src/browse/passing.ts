import type { Block } from './block-rows.ts'
import { VARIANTS } from './facet-lines.ts'

/** A choice among facet values: products with one of them. All choices of options must fit on one and the same variant. */
export interface Wanted {
  readonly family: 'option' | 'attribute'
  readonly key: string
  readonly values: readonly number[]
}

/**
 * Tells of a product, as bits, whether it meets every choice (bit 0) and whether it would if nothing of key k were chosen (bit k + 1).
 * At most 30 choices.
 */
export function passing(wanted: readonly Wanted[], keys: readonly string[]): (block: Block, at: number) => number {
  if (wanted.length === 0) return () => 1
  const bits = bitsByValue(wanted)
  const options = maskOf(wanted, ({ family }) => family === 'option')
  const attributes = maskOf(wanted, ({ family }) => family === 'attribute')
  const forgiven = [0, ...keys.map((key) => maskOf(wanted, (choice) => choice.key === key))]
  const met = new Uint32Array(VARIANTS)
  const touched: number[] = []
  return ({ facetStarts, values, variants }, at) => {
    let all = 0
    const end = facetStarts[at + 1] as number
    for (let facet = facetStarts[at] as number; facet < end; facet += 1) {
      const bit = bits[values[facet] as number] ?? 0
      if (bit === 0) continue
      const variant = variants[facet] as number
      if (met[variant] === 0) touched.push(variant)
      met[variant] = (met[variant] as number) | bit
      all |= bit
    }
    let passed = 0
    for (let place = 0; place < forgiven.length; place += 1) {
      const needed = ~(forgiven[place] as number)
      const needsOptions = options & needed
      const hasAttributes = (all & attributes & needed) === (attributes & needed)
      if (
        hasAttributes &&
        (needsOptions === 0 || touched.some((variant) => ((met[variant] as number) & needsOptions) === needsOptions))
      )
        passed |= 1 << place
    }
    for (const variant of touched) met[variant] = 0
    touched.length = 0
    return passed
  }
}

function bitsByValue(wanted: readonly Wanted[]): Uint32Array {
  const bits = new Uint32Array(Math.max(...wanted.flatMap(({ values }) => values), 0) + 1)
  for (const [at, { values }] of wanted.entries())
    for (const value of values) bits[value] = (bits[value] as number) | (1 << at)
  return bits
}

function maskOf(wanted: readonly Wanted[], holds: (choice: Wanted) => boolean): number {
  return wanted.reduce((mask, choice, at) => (holds(choice) ? mask | (1 << at) : mask), 0)
}
