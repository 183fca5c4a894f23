import { describe, expect, it } from 'vitest'
import { scrubber, scrubHeaders, secretsHeard } from './scrub.ts'

const SECRET = 'käse/brot&"wein"+1'
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('a scrubber', () => {
  const { scrub } = scrubber([SECRET])

  it.each([
    ['plain', SECRET],
    ['in an address', encodeURIComponent(SECRET)],
    ['in an address with small digits', encodeURIComponent(SECRET).replace(/%../g, (byte) => byte.toLowerCase())],
    ['in a form', new URLSearchParams({ q: SECRET }).toString()],
    ['in JSON', JSON.stringify({ note: SECRET })],
    ['in JSON with escaped slashes', JSON.stringify({ note: SECRET }).replace('/', '\\/')],
    ['in JSON within JSON', JSON.stringify({ note: JSON.stringify({ note: SECRET }) })],
    ['in XML', '<note>käse/brot&amp;&quot;wein&quot;+1</note>'],
    ['in base64', base64(SECRET)],
  ])('finds what it knows %s', (_, text) => {
    expect(scrub(text)).toContain('•••')
    expect(scrub(text)).not.toMatch(/brot|a8Oka/)
  })

  it.each(['', 'a', 'ab', 'user:', 'client-7:'])('finds what it knows in base64 behind "%s"', (before) => {
    const coded = base64(`${before}${SECRET} and more`)
    const clean = scrub(`Basic ${coded}`)
    expect(clean).toContain('•••')
    expect(Buffer.from(clean.replace('Basic ', '').split('•••')[0] ?? '', 'base64').toString()).not.toMatch(/kä/)
  })

  it('hides what is called a secret, and leaves JSON readable', () => {
    const json = JSON.stringify({ access_token: 'abc', token_type: 'Bearer', note: 'see "?code=abc"' })
    const clean = { access_token: '•••', token_type: 'Bearer', note: 'see "?code=•••"' }
    expect(JSON.parse(scrub(json))).toEqual(clean)
    expect(scrub('password=abc&token_type=Bearer&page=2')).toBe('password=•••&token_type=Bearer&page=2')
    const headers = new Headers({ 'x-api-key': 'abc', accept: 'text/html' })
    expect(scrubHeaders(headers, scrub)).toEqual({ accept: 'text/html', 'x-api-key': '•••' })
  })
})

describe('secrets that are heard', () => {
  it('are long values of headers, fields and pairs that are called so', () => {
    const headers = new Headers({
      authorization: `Basic ${base64('seller:a-password-of-many-signs')}`,
      'set-cookie': 'sid=0123456789abcdef; Domain=api.shop.example.com',
    })
    const text = '{"refresh_token":"refresh-0123456789","token_type":"a-type-of-many-signs","apiKey":"short"}'
    const heard = secretsHeard({ headers, text })
    for (const secret of ['a-password-of-many-signs', '0123456789abcdef', 'refresh-0123456789'])
      expect(heard).toContain(secret)
    expect(heard.join()).not.toMatch(/shop\.example|a-type|short/)
    expect(secretsHeard({ headers: new Headers(), text: 'client_secret=one%2Btwo%2Bthree%2Bfour&page=2' })).toEqual([
      'one+two+three+four',
    ])
  })
})
