import { describe, expect, it } from 'vitest'
import { createLog, type Logger, wordsOf } from './log.ts'
import { problems } from './problems.ts'

const CANARY = 'canary-7f3a'
const EMAIL = 'jane.canary@example.com'

function heard(work: (log: Logger) => void): string {
  const lines: string[] = []
  work(createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } }))
  expect(lines.length).toBeGreaterThan(0)
  return lines.join('')
}

const deep = (value: unknown, depth: number): unknown => (depth === 0 ? value : { inner: deep(value, depth - 1) })

describe('the log', () => {
  it.each([
    'password',
    'newPassword',
    'token',
    'accessToken',
    'refresh_token',
    'authorization',
    'Authorization',
    'Cookie',
    'set-cookie',
    'client-secret',
    'apiKey',
    'api_key',
    'Vitrine-Key',
    'Vitrine-Cart',
    'Idempotency-Key',
    'credentials',
    'email',
    'customerEmail',
    'phone',
    'shippingAddress',
    'firstName',
    'last_name',
    'iban',
    'cardNumber',
  ])('never shows what stands under "%s", wherever it is', (key) => {
    const text = heard((log) => {
      log.info({ [key]: CANARY })
      log.info({ [key]: { nested: [CANARY] } })
      for (let depth = 1; depth < 12; depth += 1) log.warn(deep({ [key]: CANARY }, depth) as object, 'deep')
      log.error({ list: [{ [key]: CANARY }, [{ [key]: CANARY }]] }, 'in lists')
      log.child({ [key]: CANARY, more: { [key]: CANARY } }).debug('from a child')
      log.info({ err: Object.assign(new Error('no'), { [key]: CANARY, config: { headers: { [key]: CANARY } } }) })
      log.info({ err: Object.assign(problems.invalid(), { extra: { [key]: CANARY } }) })
    })
    expect(text).not.toContain(CANARY)
    expect(text).toContain('[redacted]')
  })

  it('never shows addresses and keys that stand in texts', () => {
    const bearer = `Bearer ${CANARY}-0123456789`
    const text = heard((log) => {
      log.info(`mail to ${EMAIL}`)
      log.info({ note: `asked by ${EMAIL}`, header: bearer }, 'about %s', EMAIL)
      log.error(new Error(`could not reach ${EMAIL} with ${bearer}`))
      log.error({ err: new Error('outside', { cause: new Error(`inside ${EMAIL}`, { cause: EMAIL }) }) })
      log.error({ err: new Error(`Failed query: select ?\nparams: ${CANARY},5\nmore`) })
    })
    expect(text).not.toContain(CANARY)
    expect(text).not.toContain('jane.canary')
    expect(text).toContain('could not reach [redacted] with Bearer [redacted]')
  })

  it.each([
    ['vk_', `vk_${'x'.repeat(12)}${CANARY}`],
    ['whsec_', `whsec_${'A+/='.repeat(5)}${CANARY}`],
    ['a sealed value', `v1.key1.${'x'.repeat(12)}${CANARY}`],
    ['a cookie', `Cookie: a=b; vitrine_staff=${CANARY}.signature; c=d`],
    ['a link', `https://shop.example/admin/password-reset/confirm?token=${CANARY}&x=1`],
    ['an address with a password', `smtp://mailer:${CANARY}@mail.example:587`],
  ])('never shows %s that stands in a text, nor stores it among the words of an error', (_, secret) => {
    const text = heard((log) => log.error({ err: new Error(`could not use ${secret} here`) }, `with ${secret}`))
    expect(text).not.toContain(CANARY)
    expect(wordsOf(new Error(`could not use ${secret} here, asked by ${EMAIL}`))).not.toMatch(/canary/)
    expect(wordsOf(problems.full({ detail: 'No room.' }))).toBe('request.full: No room.')
  })

  it('shows everything else, with type, code, message, stack and cause of errors', () => {
    const [line = ''] = heard((log) => {
      const cause = Object.assign(new RangeError('too far'), { code: 'E_FAR' })
      log
        .child({ requestId: 'req_1' })
        .error({ err: problems.full({ cause }), order: { id: 'ord_1', lines: [1, null, true] } }, 'no room')
    }).split('\n')
    expect(JSON.parse(line)).toMatchObject({
      requestId: 'req_1',
      msg: 'no room',
      order: { id: 'ord_1', lines: [1, null, true] },
      err: {
        type: 'Problem',
        code: 'request.full',
        status: 507,
        stack: expect.stringContaining('log.test'),
        cause: { type: 'RangeError', code: 'E_FAR', message: 'too far' },
      },
    })
  })

  it('bears odd values', () => {
    const loop: Record<string, unknown> = { name: 'loop' }
    loop.self = loop
    const text = heard((log) => {
      log.info(loop, 'a loop')
      log.info(
        { map: new Map([[CANARY, 1]]), when: new Date(0), nothing: undefined, thrown: 5, fn: () => CANARY },
        'odd',
      )
      log.error({ err: 'text' })
    })
    expect(text).toContain('too deep')
    expect(text).toContain('1970-01-01')
    expect(text).not.toContain(CANARY)
  })
})
