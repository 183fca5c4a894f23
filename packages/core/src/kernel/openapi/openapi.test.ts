import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../../contract/admin.ts'
import { store } from '../../contract/store.ts'
import { type Contract, route } from '../contract.ts'
import { idSchema } from '../ids.ts'
import { MoneySchema } from '../money.ts'
import { pageOf, pageQuery } from '../page.ts'
import { defineProblems } from '../problem.ts'
import { problems as requestProblems } from '../problems.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { openapi } from './index.ts'

const problems = defineProblems('notes', {
  full: { status: 409, title: 'The notebook is full', hint: 'Tear out a page.', extra: v.object({ left: v.number() }) },
  torn: { status: 409, title: 'The page is torn' },
  closed: { status: 423, title: 'The notebook is closed' },
})

interface Branch {
  readonly name: string
  readonly children: readonly Branch[]
}
const Branch: v.GenericSchema<Branch> = v.object({ name: v.string(), children: v.array(v.lazy(() => Branch)) })
const Note = v.object({
  id: idSchema('note'),
  price: MoneySchema,
  tree: v.optional(Branch),
  seen: v.nullable(v.number()),
})
const NewNote = v.strictObject({
  text: v.pipe(
    v.string(),
    v.minLength(1),
    v.check(() => true, 'must be kind'),
  ),
})

const notes = {
  list: route.get('/notes', {
    query: v.object({
      ...pageQuery,
      tags: v.optional(v.array(v.string())),
      'option.*': v.optional(v.record(v.string(), v.string())),
      since: v.string(),
    }),
    output: pageOf(Note),
    summary: 'Every note, newest first',
  }),
  create: route.post('/notes', {
    body: NewNote,
    output: Note,
    status: 201,
    problems: [problems.full, problems.torn],
    access: 'notes:write',
  }),
  change: route.patch('/notes/:id', {
    body: NewNote,
    output: Note,
    problems: [requestProblems.preconditionFailed],
    access: 'notes:write',
  }),
  remove: route.delete('/notes/:id/pages/:page{[0-9]+}', { access: 'notes:write' }),
  picture: route.upload('/notes/:id/picture', {
    output: Note,
    accepts: ['image/png', 'image/jpeg'],
    access: 'notes:write',
  }),
  scan: route.download('/notes/:id/scan', {}),
  book: route.download('/book', { answers: ['application/pdf', 'image/*'], also: [304] }),
  print: route.post('/prints', { output: Note, status: 201, also: [202] }),
  feed: route.text('/notes.xml', {}),
  live: route.events('/notes/live', {}),
  old: route.redirect('/n/:id', {}),
} satisfies Contract

const print = (groups: Record<string, Contract>, prefix = '/store') =>
  openapi({
    title: 'Notes',
    version: '1.2.3',
    surfaces: [
      {
        prefix,
        groups,
        schemes: { apiKey: { type: 'http', scheme: 'bearer' } },
        security: ({ access }) => (access === 'public' ? [{}] : [{ apiKey: access.includes(':') ? [access] : [] }]),
        headers: [{ name: 'Vitrine-Market', description: 'Where the buyer is' }],
        problems: ({ kind }) => (kind === 'text' ? [] : [problems.closed]),
      },
    ],
  })

const operations = (document: OpenApiDocument): [path: string, method: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as [string, string, Operation]),
  )

describe('the OpenAPI print', () => {
  let document: OpenApiDocument
  const operation = (path: string, method: string) => document.paths[path]?.[method] as Operation
  beforeAll(async () => {
    document = await print({ notes })
  })

  it('says what it is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Notes', version: '1.2.3' },
      tags: [{ name: 'notes' }],
    })
    expect(document.components.securitySchemes).toEqual({ apiKey: { type: 'http', scheme: 'bearer' } })
  })

  it('names each operation, who may call it, and its parameters', () => {
    expect(operation('/store/notes', 'get')).toMatchObject({
      operationId: 'store.notes.list',
      tags: ['notes'],
      summary: 'Every note, newest first',
      security: [{}],
      'x-access': 'public',
    })
    expect(operation('/store/notes', 'post').security).toEqual([{ apiKey: ['notes:write'] }])
    const parameters = Object.fromEntries(
      operation('/store/notes', 'get').parameters.map((parameter) => [parameter.name, parameter]),
    )
    expect(parameters).toMatchObject({
      limit: { in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
      tags: { in: 'query', style: 'form', explode: true, schema: { type: 'array', items: { type: 'string' } } },
      since: { in: 'query', required: true },
      'option.*': { description: 'Any number of parameters `option.<name>=…`', schema: { type: 'string' } },
      'Vitrine-Market': { in: 'header' },
    })
    expect(parameters.limit?.required).toBeUndefined()
    expect(parameters['Idempotency-Key']).toBeUndefined()
    const change = operation('/store/notes/{id}', 'patch').parameters.map(({ name }) => name)
    expect(change).toEqual(['id', 'Idempotency-Key', 'If-Match', 'Vitrine-Market'])
    expect(operation('/store/notes/{id}/pages/{page}', 'delete').parameters.slice(0, 2)).toMatchObject([
      { name: 'id', in: 'path', required: true },
      { name: 'page' },
    ])
  })

  it('prints each schema once, as a component', () => {
    const { schemas } = document.components
    expect(operation('/store/notes', 'post').requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/NotesCreateBody',
    })
    expect(operation('/store/notes/{id}', 'patch').requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/NotesCreateBody',
    })
    expect(operation('/store/notes', 'post').responses['201']?.content?.['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/NotesListItem',
    })
    expect(schemas.NotesListItem).toMatchObject({
      properties: {
        id: { type: 'string', pattern: '^note_[0-7][0-9a-hjkmnp-tv-z]{25}$' },
        price: { $ref: '#/components/schemas/Money' },
        seen: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      },
      required: ['id', 'price', 'seen'],
    })
    expect(schemas.NotesCreateBody).toMatchObject({
      additionalProperties: false,
      properties: { text: { type: 'string', minLength: 1, description: 'must be kind' } },
    })
  })

  it('prints refusals by status with the code as a constant', () => {
    const { responses } = operation('/store/notes', 'post')
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
      '423',
      '429',
      '503',
      'default',
    ])
    expect(responses['409']?.content?.['application/problem+json']?.schema.oneOf).toEqual(
      ['notes.full', 'notes.torn', 'request.inFlight'].map((code) => ({
        $ref: `#/components/schemas/Problem.${code}`,
      })),
    )
    expect(responses['503']?.headers?.['Retry-After']).toBeDefined()
    expect(document.components.schemas['Problem.notes.full']).toMatchObject({
      description: 'Tear out a page.',
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        {
          properties: { code: { const: 'notes.full' }, status: { const: 409 }, left: { type: 'number' } },
          required: ['code', 'status', 'left'],
        },
      ],
    })
  })

  it('prints every status and media type that an answer may have', () => {
    const book = operation('/store/book', 'get').responses
    expect(Object.keys(book['200']?.content ?? {})).toEqual(['application/pdf', 'image/*'])
    expect(book['304']).toEqual({ description: 'Your copy is still right' })
    const made = operation('/store/prints', 'post').responses
    expect(made['202']?.content).toEqual(made['201']?.content)
    expect(Object.keys(operation('/store/prints', 'post').responses)).toContain('400')
    expect(operation('/store/notes.xml', 'get').responses['423']).toBeUndefined()
    expect(made['423']?.content?.['application/problem+json']?.schema).toEqual({
      $ref: '#/components/schemas/Problem.notes.closed',
    })
    expect(document.components.schemas['Problem.notes.closed']).toBeDefined()
  })

  it('knows every kind of route', () => {
    const content = (path: string, method: string, status: string) =>
      Object.keys(operation(path, method).responses[status]?.content ?? {})
    expect(Object.keys(operation('/store/notes/{id}/picture', 'post').requestBody?.content ?? {})).toEqual([
      'image/png',
      'image/jpeg',
    ])
    expect(content('/store/notes/{id}/picture', 'post', '200')).toEqual(['application/json'])
    expect(content('/store/notes/{id}/scan', 'get', '200')).toEqual(['application/octet-stream'])
    expect(content('/store/notes.xml', 'get', '200')).toEqual(['text/*'])
    expect(content('/store/notes/live', 'get', '200')).toEqual(['text/event-stream'])
    expect(operation('/store/notes/{id}/pages/{page}', 'delete').responses['204']).toBeDefined()
    expect(operation('/store/n/{id}', 'get').responses['302']).toBeDefined()
  })
})

describe.each([
  ['the notes of this test', { notes }, '/store'],
  ['the store', store, '/store'],
  ['the admin surface', admin, '/admin'],
] as [string, Record<string, Contract>, string][])('the OpenAPI print of %s', (_, groups, prefix) => {
  let document: OpenApiDocument
  beforeAll(async () => {
    document = await print(groups, prefix)
  })

  it('is JSON, and every reference in it leads somewhere', () => {
    const text = JSON.stringify(document)
    expect(JSON.parse(text)).toEqual(document)
    const refs = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref as string))
    expect(refs.size).toBeGreaterThan(0)
    for (const ref of refs)
      expect(Object.keys(document.components.schemas), ref).toContain(ref.replace('#/components/schemas/', ''))
    for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/)
  })

  it('has one operation for each endpoint, with an id of its own and every path parameter', () => {
    const all = operations(document)
    expect(all.length).toBe(Object.values(groups).flatMap((contract) => Object.keys(contract)).length)
    expect(new Set(all.map(([, , { operationId }]) => operationId)).size).toBe(all.length)
    for (const [path, , { parameters }] of all) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(new Set(parameters.map(({ name, in: where }) => `${where} ${name}`)).size, path).toBe(parameters.length)
    }
  })

  it('gives every operation a success, a description of each answer, and known schemes only', () => {
    for (const [path, , { responses, security }] of operations(document)) {
      expect(
        Object.keys(responses).some((status) => /^[23]/.test(status)),
        path,
      ).toBe(true)
      for (const { description } of Object.values(responses)) expect(description, path).not.toBe('')
      for (const name of security.flatMap(Object.keys))
        expect(Object.keys(document.components.securitySchemes)).toContain(name)
    }
  })

  it('leaves no part of a body or answer unsaid', () => {
    const empty = Object.entries(document.components.schemas).filter(([, schema]) => Object.keys(schema).length === 0)
    expect(empty).toEqual([])
  })
})
