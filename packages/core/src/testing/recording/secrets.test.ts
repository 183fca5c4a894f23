import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSecret } from './fixtures/finder.ts'
import { record } from './fixtures/morning.ts'
import { offer } from './fixtures/seller.ts'

describe('no secret', () => {
  const text = (unit: 'grapheme' | 'grapheme-ascii' | 'binary') => fc.string({ unit, minLength: 8, maxLength: 24 })
  const secret = fc
    .oneof(text('grapheme-ascii'), text('grapheme'), text('binary'), fc.base64String({ minLength: 12, maxLength: 60 }))
    .filter((given) => given.trim().length >= 8)

  /** Says a secret in every way that a careless client or platform might. */
  function indiscreet(said: string): typeof offer {
    const coded = (bytes: string, as: BufferEncoding = 'base64') => Buffer.from(bytes).toString(as)
    const ways = [
      said,
      encodeURIComponent(said),
      encodeURIComponent(said).toLowerCase(),
      new URLSearchParams({ q: said }).toString(),
      JSON.stringify({ note: said }),
      coded(said),
      `Basic ${coded(`bazaar-demo:${said}`)}`,
      coded(`ab:${said} and so on`, 'base64url'),
      encodeURIComponent(coded(`a:${said}`)),
    ]
    return { ...offer, description: ways.join(' ') }
  }

  it('of random credentials is in the file that is written, however it was said and coded', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (said) => {
        const more = [`/v1/offers?keys=${encodeURIComponent(said)}`, `/v1/${encodeURIComponent(said)}`]
        const { file, fixtures, token } = await record({ secret: said, content: indiscreet(said), more })
        expect(fixtures.length).toBe(7)
        expect(findSecret(file, said)).toEqual([])
        expect(findSecret(file, token)).toEqual([])
      }),
      { numRuns: 20, ...(process.env.VITRINE_SEED === undefined ? {} : { seed: Number(process.env.VITRINE_SEED) }) },
    )
  })

  it('would be overlooked: a file that was recorded without knowing them shows each way', async () => {
    const short = 'kept/by+us=26'
    const { file } = await record({ secret: short, secrets: [], content: indiscreet(short) })
    expect(findSecret(file, short).length).toBeGreaterThan(0)
    const ways = indiscreet(short)
      .description.split(' ')
      .filter((way) => way.length >= short.length)
    expect(ways).toHaveLength(9)
    for (const way of ways) expect(findSecret(JSON.stringify([way]), short), way).not.toEqual([])
  })
})
