import { Hono } from 'hono'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { kept } from './answer.ts'
import { run } from './command.ts'
import { type Actor, anonymous, type Context, systemContext } from './context.ts'
import { route } from './contract.ts'
import { mount, type Surface } from './mount.ts'
import { isProblem, problemBody } from './problem.ts'
import { problems } from './problems.ts'

const Note = v.object({ id: v.string(), text: v.string() })
const contract = {
  create: route.post('/notes', {
    body: v.strictObject({ text: v.pipe(v.string(), v.maxLength(10_000)) }),
    output: Note,
    status: 201,
    access: 'notes:write',
  }),
  read: route.get('/notes/:id', { query: v.object({ limit: v.optional(v.number()) }), output: Note }),
  kept: route.get('/kept', { output: Note }),
  remove: route.delete('/notes/:id', {}),
  small: route.post('/small', { body: v.strictObject({ text: v.string() }), output: Note, maxBody: 64 }),
  raw: route.raw('POST', '/hook', {}),
  late: route.post('/late', { body: v.strictObject({}), output: Note }),
}

let test: TestApp
let app: Hono
let created = 0
let wait: (() => void) | undefined

const staff = (id: string): Actor => ({ kind: 'staff', id, scopes: ['*'] })
const surface: Surface<Context> = {
  prefix: '/admin',
  context(http, endpoint, command) {
    const who = http.header('Authorization')
    if (endpoint.access !== 'public' && who === undefined) throw problems.unauthenticated()
    const ctx = systemContext(test.app, who === undefined ? anonymous : staff(who))
    return { ...ctx, request: { ...ctx.request, ...(command === undefined ? {} : { command }) } }
  },
}

beforeAll(async () => {
  test = await openTestApp()
  app = new Hono()
  app.onError((error, c) => {
    const problem = isProblem(error) ? error : problems.internal()
    for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
    return c.body(JSON.stringify(problemBody(problem)), problem.status as 400, {
      'Content-Type': 'application/problem+json',
    })
  })
  const createNote = async (ctx: Context, text: string) => {
    const plan = async () => {
      created += 1
      if (text === 'refused') throw problems.conflict()
      return { statements: [], result: { id: ctx.newId('note'), text } }
    }
    return (await run(ctx, { name: 'note.create', plan })).result
  }
  mount(app, surface, contract, {
    create: async ({ ctx, body }) => ({ ...(await createNote(ctx, body.text)), passwordHash: 'canary' }),
    read: ({ params, query, http }) => {
      http.set('ETag', '"1"')
      return { id: params.id, text: `limit ${query.limit ?? 'none'}` }
    },
    kept: () => kept('{"id":"kept","text":"as it is"}', '"tag"'),
    remove: () => undefined,
    small: ({ body }) => ({ id: 'small', text: body.text }),
    raw: async ({ http }) => new Response(await http.request.text(), { status: 202 }),
    late: async ({ ctx, http }) => {
      await new Promise<void>((resolve) => (wait = resolve))
      http.status(202)
      return createNote(ctx, 'late')
    },
  })
})
afterAll(() => test.close())
beforeEach(() => {
  created = 0
})

interface Sending {
  readonly path?: string
  readonly body?: unknown
  readonly key?: string
  readonly as?: string
  readonly headers?: Record<string, string>
}

async function send({ path = '/admin/notes', body = { text: 'a' }, key, as = 'ann', headers = {} }: Sending = {}) {
  const response = await app.request(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(as === '' ? {} : { Authorization: as }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
}

describe('an endpoint', () => {
  it('answers with its own status and only what its schema declares', async () => {
    const { status, json, headers } = await send()
    expect(status).toBe(201)
    expect(json).toEqual({ id: expect.stringMatching(/^note_/), text: 'a' })
    expect(headers.get('content-type')).toBe('application/json')
  })

  it('parses path and query, and sets headers', async () => {
    const response = await app.request('/admin/notes/n%201?limit=5')
    expect([await response.json(), response.headers.get('etag')]).toEqual([{ id: 'n 1', text: 'limit 5' }, '"1"'])
    expect((await app.request('/admin/notes/1?limti=5')).status).toBe(400)
  })

  it('answers 304 to who holds a kept answer already', async () => {
    const first = await app.request('/admin/kept')
    expect(await first.json()).toEqual({ id: 'kept', text: 'as it is' })
    const again = await app.request('/admin/kept', { headers: { 'If-None-Match': '"old", "tag"' } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('answers 204 when it has nothing to say', async () => {
    expect((await app.request('/admin/notes/1', { method: 'DELETE' })).status).toBe(204)
  })

  it('hands the raw request to raw endpoints', async () => {
    const response = await app.request('/admin/hook', {
      method: 'POST',
      body: 'any=thing',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect([response.status, await response.text()]).toEqual([202, 'any=thing'])
  })

  it.each([
    ['no type', { headers: { 'Content-Type': '' } }, 415, 'request.unsupportedType'],
    ['another type', { headers: { 'Content-Type': 'text/plain' } }, 415, 'request.unsupportedType'],
    ['nothing', { body: '' }, 400, 'request.malformed'],
    ['half a body', { body: '{"text":' }, 400, 'request.malformed'],
    ['a body that is no UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, 'request.malformed'],
    ['a body in UTF-16', { body: new Uint8Array(Buffer.from('{"text":"a"}', 'utf16le')) }, 400, 'request.malformed'],
    ['a list', { body: [] }, 400, 'request.invalid'],
    ['an unknown field', { body: { text: 'a', txet: 'b' } }, 400, 'request.invalid'],
    ['a body that is too large', { path: '/admin/small', body: { text: 'x'.repeat(100) } }, 413, 'request.tooLarge'],
    ['a body of 2 MB', { body: { text: 'x'.repeat(2_000_000) } }, 413, 'request.tooLarge'],
    ['nesting without end', { body: '['.repeat(50_000) }, 400, 'request.malformed'],
    ['deep nesting', { body: `{"text":${'['.repeat(9_000)}${']'.repeat(9_000)}}` }, 400, 'request.invalid'],
  ] as [string, Sending, number, string][])('refuses %s', async (_, sending, status, code) => {
    expect(await send(sending)).toMatchObject({ status, json: { code, status } })
    expect(created).toBe(0)
  })

  it('counts the bytes of a body that does not say its length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(50))
    const body = new ReadableStream({
      start: (to) => {
        for (let index = 0; index < 3; index += 1) to.enqueue(chunk)
        to.close()
      },
    })
    const request = new Request('http://shop.test/admin/small', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json' },
    } as RequestInit)
    expect((await app.request(request)).status).toBe(413)
  })

  it('asks who calls before it looks at what they say', async () => {
    expect(await send({ as: '', body: '{"text":' })).toMatchObject({
      status: 401,
      json: { code: 'request.unauthenticated' },
    })
  })
})

describe('an Idempotency-Key', () => {
  it('makes one effect and one answer of a request that is sent twice', async () => {
    const first = await send({ key: 'twice' })
    const second = await send({ key: 'twice' })
    expect(second).toMatchObject({ status: 201, json: first.json })
    expect([first.headers.get('Idempotent-Replayed'), second.headers.get('Idempotent-Replayed')]).toEqual([
      null,
      'true',
    ])
    expect(created).toBe(1)
  })

  it('makes one effect of a request that is sent fifty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send({ key: 'fifty' })))
    expect(created).toBe(1)
    const busy = answers.filter(({ status }) => status === 409)
    for (const { headers, json } of busy)
      expect([headers.get('Retry-After'), json.code]).toEqual(['1', 'request.inFlight'])
    const done = answers.filter(({ status }) => status === 201)
    expect(busy.length + done.length).toBe(50)
    expect(new Set([...done, await send({ key: 'fifty' })].map(({ json }) => json.id)).size).toBe(1)
  })

  it('belongs to one request: another body, path or query under it is refused', async () => {
    await send({ key: 'owned' })
    const refused = { status: 422, json: { code: 'request.keyReused' } }
    expect(await send({ key: 'owned', body: { text: 'b' } })).toMatchObject(refused)
    expect(await send({ key: 'owned' })).toMatchObject({ status: 201 })
    expect(created).toBe(1)
  })

  it('is the same by whatever name or port the shop is reached', async () => {
    const first = await send({ path: 'http://127.0.0.1:4000/admin/notes', key: 'moved' })
    const second = await send({ path: 'https://shop.example/admin/notes', key: 'moved' })
    expect(second).toMatchObject({ status: 201, json: first.json })
    expect(created).toBe(1)
  })

  it('belongs to who sent it', async () => {
    const mine = await send({ key: 'shared', as: 'ann' })
    const theirs = await send({ key: 'shared', as: 'bob' })
    expect(theirs.status).toBe(201)
    expect(theirs.json.id).not.toBe(mine.json.id)
    expect(theirs.headers.get('Idempotent-Replayed')).toBeNull()
  })

  it('must be hard to guess for callers without a name, since they share one scope', async () => {
    const small = { path: '/admin/small', as: '', body: { text: 'a' } }
    expect(await send({ ...small, key: 'short' })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'header.Idempotency-Key' }] },
    })
    expect((await send({ ...small, key: crypto.randomUUID() })).status).toBe(200)
  })

  it('remembers no refusal: the same request may succeed later', async () => {
    expect(await send({ key: 'later', body: { text: 'refused' } })).toMatchObject({ status: 409 })
    expect(await send({ key: 'later', body: { text: 'x'.repeat(20_000) } })).toMatchObject({ status: 400 })
    expect(await send({ key: 'later', body: { text: 'now' } })).toMatchObject({ status: 201 })
  })

  it('answers 409 with Retry-After while its first request is being worked on', async () => {
    const first = send({ path: '/admin/late', body: {}, key: 'slow' })
    while (wait === undefined) await new Promise((next) => setImmediate(next))
    expect(await send({ path: '/admin/late', body: {}, key: 'slow' })).toMatchObject({
      status: 409,
      json: { code: 'request.inFlight' },
    })
    wait()
    expect((await first).status).toBe(202)
  })

  it.each(['', 'x'.repeat(256), 'a b', 'é'])('"%s" is refused', async (key) => {
    expect(await send({ key: key === 'é' ? 'Ã©' : key })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'header.Idempotency-Key' }] },
    })
  })
})
