import { describe, expect, it } from 'vitest'
import { rewriteSpreads } from './spreads.mjs'

const rewritten = (code: string) => rewriteSpreads(code).toString().replaceAll(' )', ')')

describe('a literal that begins with a spread', () => {
  it.each([
    ['({ ...a, b: 1 })', '(Object.assign({}, a, { b: 1 }))'],
    ['({ ...a, b, c() {}, ...d, [e]: 2, })', '(Object.assign({}, a, { b, c() {} }, d, { [e]: 2 },))'],
    ['({ ...a, ...(b ? {} : { c }) })', '(Object.assign({}, a, (b ? {} : { c })))'],
    ['({ ...a, b: { ...c, d } })', '(Object.assign({}, a, { b: Object.assign({}, c, { d }) }))'],
    ['({ ...{ ...a, b }, c })', '(Object.assign({}, Object.assign({}, a, { b }), { c }))'],
    ['x = () => ({ ...a, b: "}" })', 'x = () => (Object.assign({}, a, { b: "}" }))'],
  ])('%s becomes %s', (code, expected) => {
    expect(rewritten(code)).toBe(expected)
  })

  it.each([
    '({ ...a })',
    '({ b: 1, ...a })',
    '({ ...a, get b() { return 1 } })',
    '({ ...a, set b(c) {} })',
    '({ ...a, __proto__: b })',
    'const { b, ...a } = c',
    'f({ a: 1 })',
  ])('%s stays', (code) => {
    expect(rewriteSpreads(code).hasChanged()).toBe(false)
  })

  it('makes the same object', () => {
    const code = `(a, b) => ({ ...a, y: 3, ...null, ...b, ['w']: { ...a, v: 7 }, z() { return this.y } })`
    const run = (text: string) => {
      // biome-ignore lint/security/noGlobalEval: the text is written above
      const made = globalThis.eval(text)({ x: 1, y: 2, u: undefined }, { z: 4, x: 5 })
      return [Object.entries({ ...made, z: undefined }), made.z()]
    }
    expect(rewriteSpreads(code).hasChanged()).toBe(true)
    expect(run(rewritten(code))).toEqual(run(code))
  })
})
