import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parsePart } from './input.ts'
import { formOf } from './openapi/index.ts'
import { isSecret, MASK, maskSecrets, secret } from './secret.ts'

const Credentials = v.object({
  clientId: v.string(),
  clientSecret: v.pipe(secret(), v.title('Client secret'), v.minLength(4)),
  tokens: v.optional(v.array(v.object({ kind: v.string(), value: v.nullable(secret()) })), []),
})

describe('secrets of a schema', () => {
  it('are masked at any depth, and absent ones stay absent', () => {
    const value = { clientId: 'a', clientSecret: 'hidden', tokens: [{ kind: 'x', value: 'hidden' }] }
    const shown = { clientId: 'a', clientSecret: MASK, tokens: [{ kind: 'x', value: MASK }] }
    expect(maskSecrets(Credentials, value)).toEqual(shown)
    expect(maskSecrets(Credentials, { clientId: 'a', tokens: [{ kind: 'x', value: null }] })).toEqual({
      clientId: 'a',
      tokens: [{ kind: 'x', value: null }],
    })
  })

  it('are masked in a union when one of its branches knows them', () => {
    const Either = v.union([v.object({ token: secret() }), v.object({ token: v.string(), user: v.string() })])
    expect(maskSecrets(Either, { token: 'hidden', user: 'ada' })).toEqual({ token: MASK, user: 'ada' })
    expect(maskSecrets(v.union([v.string(), secret()]), 'hidden')).toBe(MASK)
    expect(maskSecrets(v.record(v.string(), secret()), { one: 'hidden' })).toEqual({ one: MASK })
  })

  it('are masked as a whole where code made another shape of them', () => {
    const Made = v.pipe(
      v.object({ token: secret() }),
      v.transform(({ token }) => ({ authorization: token })),
    )
    expect(maskSecrets(Made, { authorization: 'hidden' })).toBe(MASK)
  })

  it('are not shown by what the schema does not know: other keys, functions, unknown things', () => {
    const loose = v.looseObject({ fetch: v.function(), any: v.unknown(), name: v.string() })
    const value = { fetch: () => 1, any: { token: 'hidden' }, name: 'x', stray: 'hidden' }
    expect(maskSecrets(loose, value)).toEqual({ name: 'x' })
  })

  it('are not told in errors about what was sent, whatever their fields are called', () => {
    const Pin = v.object({
      pins: v.array(v.pipe(secret(), v.regex(/^\d+$/))),
      size: v.pipe(v.string(), v.regex(/^\d+$/)),
    })
    const wrong = () => parsePart('body', Pin, { pins: ['hidden'], size: 'large' })
    expect(wrong).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ path: 'body.pins.0' }),
          expect.objectContaining({ message: expect.stringContaining('large') }),
        ],
      }),
    )
    expect(wrong).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hidden') }))
  })

  it('are marked in JSON Schema, with their titles', async () => {
    expect(isSecret(v.optional(secret()))).toBe(true)
    expect(isSecret(v.string())).toBe(false)
    const { properties } = await formOf(Credentials)
    expect(properties?.clientSecret).toEqual({
      type: 'string',
      title: 'Client secret',
      minLength: 4,
      format: 'password',
      writeOnly: true,
      'x-secret': true,
    })
    expect(properties?.clientId).toEqual({ type: 'string' })
  })
})
