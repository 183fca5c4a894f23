import { readFileSync } from 'node:fs'
import { contractFile } from '@vitrine/core/testing'
import { describe, expect, it } from 'vitest'
import { contractApi, json, reason } from './fixtures/contracts.ts'
import { orderOf } from './fixtures/orders.ts'
import { limits } from './limits.ts'
import { readOrder } from './orders/pull.ts'

interface Plan {
  readonly api: string
  readonly operationId: string
  readonly path: string
  readonly ratePerSecond: number
  readonly burst: number
  readonly deprecated: boolean
}

/** Buckets that are of no operation. */
const OTHERS = ['default', 'login', 'documents']
/** Of other versions of the same operation: which one is called. */
const CALLED: Readonly<Record<string, string>> = { getOrder: 'orders_2026-01-01' }

const file = contractFile('amazon-sp-api/usage-plans.json')
const plans = file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as readonly Plan[])
const planOf = (operation: string) =>
  plans.find(({ operationId, api }) => operationId === operation && api === (CALLED[operation] ?? api))
const operations = Object.keys(limits).filter((name) => !OTHERS.includes(name))

describe.skipIf(reason !== '' || file === undefined)(`the operations that are called${reason}`, () => {
  it.each(operations)('%s goes as often as its usage plan says, and is not one that Amazon gave up', (operation) => {
    const { rate, burst } = limits[operation as keyof typeof limits]
    expect(planOf(operation)).toMatchObject({ ratePerSecond: rate, burst, deprecated: false })
  })

  it('are none of those that a restricted data token is for', () => {
    const restricted = operations.filter((operation) => {
      const { api = '', path = '' } = planOf(operation) ?? {}
      const model = contractFile(`amazon-sp-api/openapi3/${api}.json`)
      const { paths } = JSON.parse(readFileSync(model ?? '', 'utf8')) as { readonly paths: Record<string, object> }
      const own = Object.values(paths[path] ?? {}).find((one) => one.operationId === operation)
      expect(own, operation).toBeDefined()
      return /restricted data token|\bRDT\b/i.test(JSON.stringify(own))
    })
    expect(restricted).toEqual([])
  })

  it('give buyers and addresses for the seller’s own token, by the datasets that are named', async () => {
    const { api, fetch, account } = contractApi({ answer: () => json({ order: orderOf() }) })
    await readOrder(api, '306-1111111-2222222')
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['getOrder'])
    expect(fetch.calls[0]?.query.get('includedData')?.split(',')).toEqual(
      expect.arrayContaining(['BUYER', 'RECIPIENT']),
    )
    expect(account.exchanges[0]?.requestHeaders.get('x-amz-access-token')).toBe('test-token')
  })
})
