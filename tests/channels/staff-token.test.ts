import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openStall()
})
afterEach(() => stall.close())

it('the test button renews a token that ended before its time, and tells credentials that are wrong', async () => {
  const { channels, sandbox } = stall
  const params = { id: stall.id }
  const { account } = await channels.test({ params })
  sandbox.act.revokeTokens({})
  expect(await channels.test({ params })).toEqual({ account })
  sandbox.act.revokeTokens({})
  sandbox.turn({ faults: [{ on: 'POST /oauth/token', fault: { answer: 'status', status: 401 } }] })
  await expect(channels.test({ params })).rejects.toMatchObject({ code: 'channels.notConnected' })
})
