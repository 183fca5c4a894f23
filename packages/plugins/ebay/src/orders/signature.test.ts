import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureHeaders } from './signature.ts'

/** The Ed25519 test key of RFC 9421, appendix B.1.4. */
const PRIVATE = 'MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF'
const PUBLIC = 'MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs='

const signed = (more: object = {}) =>
  signatureHeaders(
    { clientId: 'a', clientSecret: 'b', signingKey: PRIVATE, signingJwe: 'jwe', ...more },
    {
      method: 'POST',
      url: new URL('https://api.ebay.com/sell/fulfillment/v1/order/1/issue_refund'),
      body: '{"hello": "world"}',
      now: 1_663_459_378_000,
    },
  )

describe('a signed call', () => {
  it('covers body, key, method, path and host, in this order, and its signature holds', () => {
    const headers = signed()
    const digest = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:'
    const parameters = '("content-digest" "x-ebay-signature-key" "@method" "@path" "@authority");created=1663459378'
    expect(headers).toMatchObject({
      'content-digest': digest,
      'x-ebay-signature-key': 'jwe',
      'signature-input': `sig1=${parameters}`,
    })
    const base = [
      `"content-digest": ${digest}`,
      '"x-ebay-signature-key": jwe',
      '"@method": POST',
      '"@path": /sell/fulfillment/v1/order/1/issue_refund',
      '"@authority": api.ebay.com',
      `"@signature-params": ${parameters}`,
    ].join('\n')
    const signature = Buffer.from(/^sig1=:(.+):$/.exec(headers?.signature ?? '')?.[1] ?? '', 'base64')
    const key = createPublicKey({ key: Buffer.from(PUBLIC, 'base64'), format: 'der', type: 'spki' })
    expect(verify(null, Buffer.from(base), key, signature)).toBe(true)
    expect(verify(null, Buffer.from(base.replace('POST', 'GET')), key, signature)).toBe(false)
  })

  it('takes the key as a PEM file too, and is none without a key', () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${PRIVATE}\n-----END PRIVATE KEY-----\n`
    expect(signed({ signingKey: pem })).toEqual(signed())
    expect(signed({ signingKey: undefined })).toBeUndefined()
  })
})
