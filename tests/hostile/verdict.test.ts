import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Answer } from './ask.ts'
import type { Route } from './routes.ts'
import { adminRoutes, storeRoutes } from './routes.ts'
import { complaints } from './verdict.ts'

const endpoint = {
  kind: 'json',
  method: 'GET',
  path: '/x',
  access: 'public',
  output: v.object({ id: v.string() }),
} as const
const route: Route = { surface: 'store', room: 'x', name: 'store.x.get', endpoint, path: '/store/x' }
const problem = { code: 'request.notFound', title: 'Not found', status: 404, requestId: 'req_1' }

function answer(status: number, json: object, type = status < 400 ? 'application/json' : 'application/problem+json') {
  const headers = new Headers({ 'X-Request-Id': 'req_1', 'Content-Type': type })
  return { status, headers, type, text: JSON.stringify(json), json, milliseconds: 1 } as Answer
}

describe('the judge of answers', () => {
  it.each([
    ['a right answer', answer(200, { id: 'a' })],
    ['a right refusal', answer(404, problem)],
  ])('has nothing against %s', (_, given) => {
    expect(complaints(route, { method: 'GET', path: '/store/x' }, given)).toEqual([])
  })

  it.each([
    ['a failure', answer(500, { ...problem, status: 500 })],
    ['an overload that nobody caused', answer(503, { ...problem, status: 503 })],
    ['an answer off its schema', answer(200, { id: 1 })],
    ['an answer that is no JSON', answer(200, { id: 'a' }, 'text/plain')],
    ['a refusal that is no problem', answer(404, problem, 'application/json')],
    ['a refusal with a code of its own', answer(404, { ...problem, code: 'x.y' })],
    ['a refusal that hides its status', answer(409, { ...problem, status: 'cancelled' })],
    ['a refusal without a title', answer(404, { ...problem, title: '' })],
    ['a refusal of another request', answer(404, { ...problem, requestId: 'req_2' })],
    ['a field error without its field', answer(400, { ...problem, status: 400, code: 'request.invalid' })],
    ['an answer that takes for ever', { ...answer(200, { id: 'a' }), milliseconds: 9_000 }],
  ])('sees %s', (_, given) => {
    expect(complaints(route, { method: 'GET', path: '/store/x' }, given)).toHaveLength(1)
  })
})

describe('what problems add', () => {
  it('never has the name of a member that every problem has', () => {
    const own = ['type', 'title', 'status', 'detail', 'instance', 'code', 'hint', 'requestId', 'errors']
    const declared = [...adminRoutes, ...storeRoutes].flatMap(({ endpoint: { problems = [] } }) => problems)
    const added = declared.flatMap(({ code, spec: { extra } }) =>
      Object.keys((extra as { entries?: object } | undefined)?.entries ?? {}).map((name) => `${code} ${name}`),
    )
    expect(added.length).toBeGreaterThan(5)
    expect(added.filter((name) => own.includes(name.split(' ')[1] ?? ''))).toEqual([])
  })
})
