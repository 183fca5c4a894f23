import { Hono } from 'hono'
import * as v from 'valibot'
import { KnobsSchema } from './knobs.ts'
import { live, type PageParts, page } from './page.ts'
import type { View } from './platform.ts'
import { inForce } from './presets.ts'
import { refusalOf } from './refusal.ts'
import type { Sandbox } from './sandbox.ts'

export interface ControlParts {
  readonly sandbox: Omit<Sandbox<unknown>, 'url' | 'stop' | 'act'>
  readonly actions: Readonly<Record<string, (input: unknown) => unknown>>
  readonly view: () => View
  readonly title: string
}

const Filter = v.strictObject({
  method: v.optional(v.string()),
  path: v.optional(v.string()),
  status: v.optional(v.pipe(v.string(), v.transform(Number))),
  after: v.optional(v.pipe(v.string(), v.transform(Number))),
})
const Wait = v.strictObject({ quiet: v.optional(v.number()), timeout: v.optional(v.number()) })

const SHOWN = 20

/** What a test or a person may do from another process: `/sandbox/…`. No faults, no log. */
export function createControl({ sandbox, actions, view, title }: ControlParts): Hono {
  const app = new Hono()
  const parts = (): PageParts => ({
    title,
    view: view(),
    faults: inForce(sandbox.knobs()),
    calls: sandbox.calls().slice(-SHOWN),
    deliveries: sandbox.deliveries().slice(-SHOWN),
  })
  app.get('/', (c) => c.html(page(parts())))
  app.get('/sandbox/page', (c) => c.html(live(parts())))
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/sandbox/knobs', (c) => c.json(sandbox.knobs()))
  app.post('/sandbox/knobs', async (c) => {
    sandbox.turn(v.parse(KnobsInput, await c.req.json()))
    return c.json(sandbox.knobs())
  })
  app.post('/sandbox/calm', (c) => {
    sandbox.calm()
    return c.json(sandbox.knobs())
  })
  app.get('/sandbox/calls', (c) => c.json(sandbox.calls(definedOf(v.parse(Filter, c.req.query())))))
  app.post('/sandbox/replay/:id', (c) => {
    sandbox.replay(c.req.param('id'))
    return c.json({})
  })
  app.get('/sandbox/deliveries', (c) => c.json(sandbox.deliveries()))
  app.post('/sandbox/settle', async (c) => {
    await sandbox.settle(definedOf(v.parse(Wait, await c.req.json())))
    return c.json({})
  })
  app.post('/sandbox/do/:action', async (c) => {
    const act = actions[c.req.param('action')]
    if (act === undefined) return c.json({ message: `There is ${Object.keys(actions).join(', ')}.` }, 404)
    return c.json((await act(await c.req.json())) ?? {})
  })
  app.notFound((c) => c.json({ message: 'The sandbox has no such address.' }, 404))
  app.onError((error, c) => {
    const { status } = refusalOf(error)
    const message = v.isValiError(error) ? v.flatten(error.issues) : error.message
    return c.json({ message }, status === 500 ? 400 : (status as 400))
  })
  return app
}

/** Knobs that are not named stay as they are, so defaults are not filled in here. */
const KnobsInput = v.partial(v.strictObject(KnobsSchema.entries))

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

function definedOf<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>
}
