import { createPublicKey, verify } from 'node:crypto'
import { testAccount } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { credentials, NOW, privateKey, settings } from '../fixtures/google.ts'
import { googleToken } from './token.ts'

describe('a token', () => {
  const asking = (
    given: Partial<typeof credentials>,
    answer: Response,
    seen: (form: URLSearchParams) => void = () => undefined,
  ) =>
    googleToken(
      testAccount({
        settings,
        credentials: { ...credentials, ...given },
        now: () => NOW,
        fetch: async (input, init) => {
          seen(new URLSearchParams(await new Request(input, init).text()))
          return answer
        },
      }),
    )

  it('is given for an assertion that the service account signed', async () => {
    let form = new URLSearchParams()
    const tokens = await asking({}, Response.json({ access_token: 'ya29', expires_in: 3_599 }), (sent) => {
      form = sent
    })
    expect(tokens).toEqual({ accessToken: 'ya29', expiresAt: NOW + 3_599_000 })
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      createPublicKey(privateKey),
      Buffer.from(signature, 'base64url'),
    )
    expect(isSigned).toBe(true)
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: credentials.clientEmail,
      scope: 'https://www.googleapis.com/auth/content',
      aud: 'https://oauth2.googleapis.com/token',
      iat: NOW / 1_000,
      exp: NOW / 1_000 + 3_600,
    })
  })

  it('is refused in words, and a key that is none is told before any call', async () => {
    const refused = Response.json(
      { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' },
      { status: 400 },
    )
    await expect(asking({}, refused)).rejects.toMatchObject({
      failure: { kind: 'auth', code: 'invalid_grant', message: 'Invalid JWT Signature.' },
    })
    await expect(asking({ privateKey: 'a secret word' }, refused)).rejects.toMatchObject({
      failure: { kind: 'auth', code: 'private-key', message: expect.not.stringContaining('a secret word') },
    })
  })

  it('is taken from a key whose lines were written with \\n, as in the file', async () => {
    const flat = privateKey.replaceAll('\n', '\\n')
    const tokens = await asking({ privateKey: flat }, Response.json({ access_token: 'ya29', expires_in: 1 }))
    expect(tokens.accessToken).toBe('ya29')
  })
})
