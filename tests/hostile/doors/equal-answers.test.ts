import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../shop/ask.ts'
import { customerOf, openVictim, password, staffOf, type Victim } from '../shop/victim.ts'

const known = 'known@example.com'
const ROUNDS = Number(process.env.VITRINE_TIMING_ROUNDS ?? 9)
/** Rounds before the shop is left alone for a while. */
const TRIES = 3

const surfaces = [
  ['staff', '/admin/session', '/admin/password-reset'],
  ['customers', '/store/customers/session', '/store/customers/password-reset'],
] as const

/** All that a caller could tell accounts apart by, without what differs for everybody. */
function visible({ status, headers, text }: Answer): unknown {
  const own = ['x-request-id', 'date']
  const names = [...headers].filter(([name]) => !own.includes(name))
  return { status, names, text: text.replace(/"requestId":"[^"]+"/, '') }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

describe('accounts that nobody has', () => {
  let victim: Victim
  beforeAll(async () => {
    victim = await openVictim()
    await staffOf(victim, { email: known, role: 'owner' })
    await customerOf(victim, known)
  }, 60_000)
  afterAll(() => victim.end())

  const post = (path: string, json: unknown) => victim.ask({ method: 'POST', path, json })
  /** Lets as much time pass as the shop holds back who asked too often. */
  const forgive = () => {
    victim.advance(61 * 60_000)
    return victim.commerce.idle()
  }

  it.each(surfaces)('are answered to %s as wrong passwords are', async (_, session) => {
    const wrong = await post(session, { email: known, password: 'not the password' })
    const nobody = await post(session, { email: 'nobody@example.com', password })
    expect(wrong.json).toMatchObject({ status: 401, code: 'access.wrongCredentials' })
    expect(visible(nobody)).toEqual(visible(wrong))
  })

  it.each(surfaces)('are answered to %s who ask for a new password as others are', async (_, __, reset) => {
    const right = await post(reset, { email: known })
    const nobody = await post(reset, { email: 'nobody@example.com' })
    expect(right.status).toBe(202)
    expect(visible(nobody)).toEqual(visible(right))
  })

  it('sign up as those do who have an account', async () => {
    const path = '/store/customers'
    const taken = await post(path, { email: known, password })
    const fresh = await post(path, { email: 'fresh@example.com', password })
    expect(visible(fresh)).toEqual(visible(taken))
    const again = '/store/customers/verify-email'
    expect(visible(await post(again, { email: 'nobody@example.com' }))).toEqual(
      visible(await post(again, { email: known })),
    )
  })

  it.each(surfaces)('take as long at the door of %s', async (name, session, reset) => {
    const time = async (path: string, json: unknown) => {
      const { status, milliseconds } = await post(path, json)
      expect(status, 'what is refused because it is too much says nothing').toBe(path === session ? 401 : 202)
      return milliseconds
    }
    const times = { wrong: [] as number[], nobody: [] as number[], reset: [] as number[], none: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round % TRIES === 0) await forgive()
      times.wrong.push(await time(session, { email: known, password: 'not the password' }))
      times.nobody.push(await time(session, { email: `nobody${round}@example.com`, password: 'not the password' }))
      times.reset.push(await time(reset, { email: known }))
      times.none.push(await time(reset, { email: `nobody${round}@example.com` }))
    }
    const [wrong, nobody, asked, none] = [times.wrong, times.nobody, times.reset, times.none].map(median) as [
      number,
      number,
      number,
      number,
    ]
    process.stdout.write(
      `S11: door of ${name}, sign-in ${wrong.toFixed(1)} / ${nobody.toFixed(1)} ms, reset ${asked.toFixed(1)} / ${none.toFixed(1)} ms\n`,
    )
    expect(nobody).toBeGreaterThan(wrong * 0.5)
    expect(Math.abs(asked - none)).toBeLessThan(10)
  })

  it('are locked after as many wrong passwords as real ones', async () => {
    for (const [, session] of surfaces) {
      const codes = async (email: string) => {
        const found: number[] = []
        for (let at = 0; at < 12; at += 1)
          found.push((await post(session, { email, password: 'not the password' })).status)
        return found
      }
      victim.advance(20 * 60_000)
      expect(await codes('stranger@example.com')).toEqual(await codes(known))
      victim.advance(20 * 60_000)
    }
  })
})
