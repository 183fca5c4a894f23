import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { createSealer, hashToken, hmac, randomToken, safeEqual } from './sealed.ts'

const old = { id: '2025', secret: 'the secret of last year' }
const current = { id: '2026', secret: 'the secret of this year' }
const sealer = createSealer([current, old])

describe('a sealed value', () => {
  it('opens for its purpose only', () => {
    always(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (plain, purpose, other) => {
        const sealed = sealer.seal(plain, purpose)
        expect(sealer.unseal(sealed, purpose)).toBe(plain)
        if (other !== purpose) expect(() => sealer.unseal(sealed, other)).toThrow()
      }),
    )
  })

  it('does not show what is in it, and looks different each time', () => {
    const [one, two] = [sealer.seal('canary', 'test'), sealer.seal('canary', 'test')]
    expect(one).not.toBe(two)
    expect(Buffer.from(one.split('.')[2] as string, 'base64url').includes('canary')).toBe(false)
  })

  it('does not open when any character of it was changed, cut or added', () => {
    const sealed = sealer.seal('client secret', 'channel/bazaar')
    for (let at = 0; at < sealed.length; at += 1) {
      for (const replacement of ['A', 'B', '.', '', `${sealed[at]}A`]) {
        const tampered = sealed.slice(0, at) + replacement + sealed.slice(at + 1)
        if (tampered !== sealed) expect(() => sealer.unseal(tampered, 'channel/bazaar'), tampered).toThrow()
      }
    }
  })

  it('does not open with a shortened tag', () => {
    const bytes = Buffer.from(sealer.seal('', 'test').split('.')[2] as string, 'base64url')
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = `v1.2026.${bytes.subarray(0, length).toString('base64url')}`
      expect(() => sealer.unseal(cut, 'test')).toThrow()
    }
  })

  it('stays readable after the key was rotated, and asks to be sealed anew', () => {
    const before = createSealer([old]).seal('kept', 'test')
    expect([sealer.unseal(before, 'test'), sealer.isStale(before)]).toEqual(['kept', true])
    expect(sealer.isStale(sealer.seal('kept', 'test'))).toBe(false)
    expect(() => createSealer([current]).unseal(before, 'test')).toThrow('sealing key 2025 is not configured')
  })

  it('does not open with another secret under the same key id', () => {
    const sealed = sealer.seal('kept', 'test')
    expect(() => createSealer([{ ...current, secret: 'guessed' }]).unseal(sealed, 'test')).toThrow()
  })

  it('refuses key ids that would break its form', () => {
    expect(() => createSealer([{ id: 'a.b', secret: 'x' }])).toThrow('letters, digits')
  })
})

describe('tokens', () => {
  it('are long, different, and stored as a hash', () => {
    const made = Array.from({ length: 100 }, randomToken)
    expect(new Set(made).size).toBe(100)
    for (const token of made) expect(token).toMatch(/^[\w-]{43}$/)
    expect(hashToken('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
  })

  it('are equal only when they are', () => {
    always(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect([safeEqual(a, a), safeEqual(a, b)]).toEqual([true, a === b])
      }),
    )
    expect(hmac('secret', 'a')).not.toBe(hmac('other', 'a'))
  })
})
