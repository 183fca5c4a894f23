import { contractFetch, contractFile } from '@vitrine/core/testing'

const NAMES = [
  'listingsItems_2021-08-01',
  'definitionsProductTypes_2020-09-01',
  'orders_2026-01-01',
  'ordersV0',
  'feeds_2021-06-30',
  'sellers',
  'notifications',
]
const BASE = 'https://sellingpartnerapi-eu.amazon.com'

type Answer = (request: Request) => Promise<Response>

/** A request that is not as Amazon's models say, or an answer of the sandbox that is not. */
export interface Violation {
  readonly call: string
  readonly message: string
}

/** Holds each call and its answer against Amazon's models, where they lie beside the project; otherwise nothing is held against anything. */
export function checkedAgainstContract(answer: Answer): {
  readonly ask: Answer
  readonly violations: readonly Violation[]
} {
  const files = NAMES.flatMap((name) => contractFile(`amazon-sp-api/openapi3/${name}.json`) ?? [])
  const violations: Violation[] = []
  if (files.length < NAMES.length) return { ask: answer, violations }
  const ask: Answer = async (request) => {
    const { pathname, search } = new URL(request.url)
    const fetch = contractFetch({ documents: files.map((file) => ({ file, base: BASE })), answer })
    const told = new Request(`${BASE}${pathname}${search}`, request)
    try {
      return await fetch(told)
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      violations.push({ call: `${request.method} ${pathname}`, message })
      return Response.json({ errors: [{ code: 'InvalidInput', message, details: '' }] }, { status: 400 })
    }
  }
  return { ask, violations }
}
