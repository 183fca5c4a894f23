import { describe, expect, it } from 'vitest'
import { createJournal } from './journal.ts'

const call = { method: 'PUT', path: '/v1/offers/a', query: '', body: null, bytes: 0 }

describe('the journal of a sandbox', () => {
  it('counts every call, however many it has forgotten', () => {
    const journal = createJournal(() => 0)
    const writes = journal.counter(({ method }) => method === 'PUT')
    for (let at = 0; at < 20_001; at += 1) journal.begin(call)({ status: 200, fault: null })
    journal.begin({ ...call, method: 'GET' })({ status: 200, fault: null })
    expect(journal.calls()).toHaveLength(20_000)
    expect(writes()).toBe(20_001)
  })

  it('counts a call when it comes, and again by its answer', () => {
    const journal = createJournal(() => 0)
    const taken = journal.counter(({ status }) => status !== 401)
    const refused = journal.counter(({ status }) => status === 401)
    const [first, second] = [journal.begin(call), journal.begin(call)]
    expect([taken(), refused()]).toEqual([2, 0])
    first({ status: 401, fault: null })
    second({ status: null, fault: 'reset' })
    expect([taken(), refused()]).toEqual([1, 1])
  })
})
