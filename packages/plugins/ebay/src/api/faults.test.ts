import { describe, expect, it } from 'vitest'
import { failureOf, issueOf } from './faults.ts'

const answer = (status: number, body: unknown) => ({ status, headers: new Headers(), body })
const fault = (errorId: number, more: object = {}) => ({ errorId, message: 'words', parameters: [], ...more })

describe('an error of eBay', () => {
  it.each([
    [1001, 401, 'auth'],
    [1100, 403, 'auth'],
    [2001, 400, 'throttled'],
    [25001, 500, 'temporary'],
    [25025, 500, 'temporary'],
    [25703, 400, 'conflict'],
    [25710, 404, 'missing'],
    [34900, 500, 'unknown'],
  ])('%d is of a kind', (errorId, status, kind) => {
    expect(failureOf(answer(status, { errors: [fault(errorId)] }))).toMatchObject({ kind, code: String(errorId) })
  })

  it('that is not known follows from the status, with its words', () => {
    const told = failureOf(answer(400, { errors: [fault(99999, { longMessage: 'long words' })] }))
    expect(told).toEqual({
      code: '99999',
      message: 'long words',
      issues: [{ severity: 'error', code: '99999', message: 'long words' }],
    })
    expect(failureOf(answer(502, '<html>'))).toBeUndefined()
    expect(failureOf(answer(429, { errors: [fault(25001)] }))).not.toHaveProperty('kind')
  })

  it('that was cut short blames no item', () => {
    for (const body of ['{"errors":[{"errorId":25', '<html>', undefined])
      expect(failureOf(answer(400, body))).toMatchObject({ kind: 'conflict', code: 'unreadable' })
  })

  it.each([
    [fault(25003), 'variant.price'],
    [fault(25016, { parameters: [{ name: 'fieldName', value: 'product.title' }] }), 'product.title'],
    [fault(25002, { message: 'The item specific Brand is missing. Add Brand.' }), 'product.brand'],
    [fault(25002, { message: 'The item specific Garment Care is missing.' }), 'attributes.Garment Care'],
    [fault(25007), 'settings.fulfillmentPolicyId'],
    [fault(25002), undefined],
  ])('points to our field', (told, field) => {
    expect(issueOf(told).field).toBe(field)
  })
})
