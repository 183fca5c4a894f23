import { describe, expect, it } from 'vitest'
import { contribute, createExtensions, extensionPoint, switched } from './extensions.ts'
import { eitherSignal } from './switch.ts'

const point = extensionPoint<string>('test.point')

describe('contributions with a switch', () => {
  it('are found while it is on, in their order among the others', () => {
    let power = new AbortController()
    const own = switched([contribute(point, 'b'), contribute(point, 'a', 'pre')], () => power.signal)
    const extensions = createExtensions([contribute(point, 'c'), ...own])
    expect(extensions.of(point)).toEqual(['a', 'c', 'b'])
    power.abort()
    expect(extensions.of(point)).toEqual(['c'])
    power = new AbortController()
    expect(extensions.of(point)).toEqual(['a', 'c', 'b'])
  })
})

describe('the first of two signals', () => {
  it('aborts with its reason, at once when it has aborted already, and never after its end', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const [first, ended] = [eitherSignal(one.signal, other.signal), eitherSignal(one.signal, other.signal)]
    ended.end()
    other.abort(new Error('off'))
    expect(first.signal.reason).toMatchObject({ message: 'off' })
    expect(eitherSignal(one.signal, other.signal).signal.aborted).toBe(true)
    expect(ended.signal.aborted).toBe(false)
  })
})
