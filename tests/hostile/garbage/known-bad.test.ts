import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Context,
  defineProblems,
  type Handlers,
  type Http,
  mountable,
  type OpenApiDocument,
  type Room,
  route,
} from '../../../packages/core/src/kernel/index.ts'
import { routesOf } from '../document/routes.ts'
import { openVictim, type Victim } from '../shop/victim.ts'
import { type Attack, createAttack } from './attack.ts'

const problems = defineProblems('bad', { secret: { status: 409, title: 'Nobody was told of this' } })
const Note = v.object({ id: v.string(), text: v.string(), price: v.pipe(v.number(), v.minValue(0)) })
const right = { id: 'a', text: 'b', price: 1 }
const body = v.strictObject({ text: v.string() })

const contract = {
  fine: route.post('/fine', { body, output: Note }),
  nul: route.post('/nul', { body, output: Note }),
  lacks: route.get('/lacks', { output: Note }),
  wrong: route.get('/wrong', { output: Note }),
  leaks: route.get('/leaks', { output: Note }),
  strays: route.get('/strays', { output: Note }),
  refuses: route.get('/refuses', { output: Note }),
  talks: route.get('/talks', { output: Note }),
}

const handlers = {
  fine: () => right,
  nul: ({ body: { text } }: { body: { text: string } }) => {
    if (text.includes('\u0000')) throw new Error('the driver cannot hold NUL')
    return right
  },
  lacks: () => ({ id: 'a', price: 1 }) as typeof right,
  wrong: () => ({ ...right, price: -1 }),
  leaks: () => Response.json({ ...right, passwordHash: 'canary' }),
  strays: ({ http }: { http: Http }) => {
    http.status(206)
    return right
  },
  refuses: () => {
    throw problems.secret()
  },
  talks: () => new Response('as you like it', { headers: { 'Content-Type': 'text/plain' } }),
} as unknown as Handlers<typeof contract, Context>

const room: Room = { id: 'bad', mounts: [mountable('admin', contract, handlers)] }

describe('the judge, over routes that are broken on purpose', () => {
  let victim: Victim
  let attack: Attack
  let document: OpenApiDocument
  beforeAll(async () => {
    victim = await openVictim({ rooms: [room] })
    document = (await victim.ask({ method: 'GET', path: '/openapi.json' })).json as unknown as OpenApiDocument
    attack = createAttack(victim, { document, sign: () => ({ Authorization: `Bearer ${victim.operatorToken}` }) })
  })
  afterAll(() => victim.close())

  const found = async (name: string): Promise<string> => {
    const bad = routesOf(document).find((each) => each.name === `admin.bad.${name}`)
    if (bad === undefined) throw new Error(`the document has no ${name}`)
    return attack.on(bad).then(
      () => 'nothing',
      (error: Error) => error.message,
    )
  }

  it('has nothing against one that is right', async () => {
    expect(await found('fine')).toBe('nothing')
  })

  it.each([
    ['nul', 'admin.bad.nul answers 500'],
    ['lacks', 'answers 200 off its schema: body.text is missing'],
    ['wrong', 'answers 200 off its schema: body.price is too small: -1'],
    ['leaks', 'answers 200 off its schema: body.passwordHash is not declared'],
    ['strays', 'answers 206 , which the document does not declare'],
    ['refuses', 'answers 409 bad.secret, which the document does not declare'],
    ['talks', 'answers 200 as text/plain, which the document does not declare'],
  ])('finds what is wrong with %s', async (name, complaint) => {
    expect(await found(name)).toContain(complaint)
  })

  it('shows the smallest request that breaks it, to be typed again', async () => {
    const message = await found('nul')
    expect(message).toContain("curl -X POST 'http://shop.example/admin/nul'")
    expect(message).toMatch(/--data-binary \$'\{"text":".{0,10}\\u0000.{0,10}"\}'/)
    expect(message).toMatch(/VITRINE_SEED=\d+ VITRINE_FUZZ_RUNS=\d+ repeats this/)
  })
})
