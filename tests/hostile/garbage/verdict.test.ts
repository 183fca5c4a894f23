import { describe, expect, it } from 'vitest'
import type { JsonSchema, OpenApiDocument } from '../../../packages/core/src/kernel/index.ts'
import { document, type Route, routesOf } from '../document/routes.ts'
import type { Answer } from '../shop/ask.ts'
import { complaints } from './verdict.ts'

const Thing: JsonSchema = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }
const refusal = (code: string) => ({
  description: code,
  content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/Problem.${code}` } } },
})
const [route] = routesOf({
  ...document,
  paths: {
    '/store/x': {
      get: {
        operationId: 'store.x.get',
        tags: ['x'],
        parameters: [],
        security: [],
        'x-access': 'public',
        responses: {
          '200': { description: 'Success', content: { 'application/json': { schema: Thing } } },
          '204': { description: 'Nothing' },
          '400': refusal('request.invalid'),
          '404': refusal('request.notFound'),
          '409': refusal('request.inFlight'),
          '429': refusal('request.tooMany'),
          default: { description: 'Any other refusal' },
        },
      },
    },
  },
} as OpenApiDocument) as [Route]
const notFound: JsonSchema = {
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { type: 'object', properties: { code: { const: 'request.notFound' }, status: { const: 404 } }, required: ['code'] },
  ],
}
const judged: OpenApiDocument = {
  ...document,
  components: {
    ...document.components,
    schemas: { ...document.components.schemas, 'Problem.request.notFound': notFound },
  },
}
const problem = {
  type: '/docs/problems/x',
  code: 'request.notFound',
  title: 'Not found',
  status: 404,
  requestId: 'req_1',
}

function answer(status: number, json: object, type = status < 400 ? 'application/json' : 'application/problem+json') {
  const headers = new Headers({ 'X-Request-Id': 'req_1', 'Content-Type': type })
  return { status, headers, type, text: JSON.stringify(json), json, milliseconds: 1 } as Answer
}

const against = (given: Answer) =>
  complaints(route, { method: 'GET', path: '/store/x' }, { answer: given, document: judged })

describe('the judge of answers', () => {
  it.each([
    ['a right answer', answer(200, { id: 'a' })],
    ['a right answer in a charset', answer(200, { id: 'a' }, 'application/json; charset=utf-8')],
    ['a right refusal', answer(404, problem)],
    ['nothing where nothing is declared', { ...answer(204, {}), text: '' }],
  ])('has nothing against %s', (_, given) => {
    expect(against(given)).toEqual([])
  })

  it.each([
    ['a failure', answer(500, { ...problem, status: 500 })],
    ['an overload that nobody caused', answer(503, { ...problem, status: 503 })],
    ['a status that is not declared', answer(410, { ...problem, status: 410 })],
    ['an answer off its schema', answer(200, { id: 1 })],
    ['an answer that lacks a field', answer(200, {})],
    ['a key that is not declared', answer(200, { id: 'a', passwordHash: 'x' })],
    ['an answer that is no JSON', answer(200, { id: 'a' }, 'text/plain')],
    ['an answer without a type', answer(200, { id: 'a' }, '')],
    ['a body where none is declared', answer(204, { id: 'a' })],
    ['a refusal that is no problem', answer(404, problem, 'application/json')],
    ['a refusal with a code of its own', answer(404, { ...problem, code: 'x.y' })],
    ['a refusal that hides its status', answer(404, { ...problem, status: 'cancelled' })],
    ['a refusal without a title', answer(404, { ...problem, title: '' })],
    ['a refusal of another request', answer(404, { ...problem, requestId: 'req_2' })],
    ['a field error without its field', answer(400, { ...problem, status: 400, code: 'request.invalid' })],
    ['a limit that does not end', answer(429, { ...problem, status: 429, code: 'request.tooMany' })],
    ['an answer that takes for ever', { ...answer(200, { id: 'a' }), milliseconds: 9_000 }],
  ])('sees %s', (_, given) => {
    expect(against(given).length).toBeGreaterThan(0)
  })
})

describe('what problems add', () => {
  it('never has the name of a member that every problem has', () => {
    const own = ['type', 'title', 'status', 'detail', 'instance', 'code', 'hint', 'requestId', 'errors']
    const isFixed = (code: string, name: string) => name === 'code' || (name === 'status' && code !== '')
    const added = Object.entries(document.components.schemas)
      .filter(([name]) => name.startsWith('Problem.'))
      .flatMap(([code, schema]) =>
        Object.entries(schema.allOf?.[1]?.properties ?? {}).map(([name, entry]) => ({ code, name, entry })),
      )
      .filter(({ code, name, entry }) => !(isFixed(code, name) && entry.const !== undefined))
    expect(added.length).toBeGreaterThan(5)
    expect(added.filter(({ name }) => own.includes(name))).toEqual([])
  })
})
