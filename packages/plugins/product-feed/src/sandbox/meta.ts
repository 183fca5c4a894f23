import { action, openSandbox, type Platform, type Sandbox, type SandboxOptions, type View } from '@vitrine/core/testing'
import { Hono } from 'hono'
import * as v from 'valibot'
import { readBatch, readItems, takeBatch } from './meta-catalog.ts'
import { metaNo } from './meta-no.ts'
import { type MetaItem, type MetaState, metaState } from './meta-state.ts'
import { answered } from './refused.ts'

export interface MetaSandboxOptions {
  /** Of the system user. Default `EAA-demo-token`. */
  readonly accessToken?: string
}

export type MetaSandbox = Sandbox<MetaActions>

/** A catalogue of Meta on this machine: batches with handles, reads with reviews. What was sent is judged by Meta's own table after the knob `review`. */
export function metaSandbox({
  accessToken = 'EAA-demo-token',
  ...options
}: MetaSandboxOptions & SandboxOptions = {}): Promise<MetaSandbox> {
  return openSandbox({ ...options, platform: metaPlatform(accessToken) })
}

function metaPlatform(accessToken: string): Platform<MetaActions> {
  return {
    title: 'Meta catalogue',
    failure: ({ message }) => ({ error: { message, type: 'OAuthException', code: 2, fbtrace_id: 'sandbox' } }),
    open(kit) {
      const state = metaState(kit, accessToken)
      const app = new Hono()
      app.onError((error) =>
        answered(error, (message) => Response.json({ error: { message, code: 100 } }, { status: 400 })),
      )
      app.use('/:version{v\\d+\\.\\d}/*', async (c, next) => {
        const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
        if (!state.tokens.has(token)) throw metaNo(401, 190, 'Error validating access token')
        await next()
      })
      app.post('/:version/:id/items_batch', async (c) => c.json(takeBatch(kit, state, await c.req.json())))
      app.get('/:version/:id/check_batch_request_status', (c) => c.json(readBatch(state, c.req.query('handle') ?? '')))
      app.get('/:version/:id/products', (c) => c.json(readItems(state, new URL(c.req.url).searchParams)))
      app.get('/:version/:id', (c) => c.json({ id: c.req.param('id'), name: 'Sandbox of Meta' }))
      return { routes: app, actions: metaActions(state), view: () => ({ ...metaView(state), buttons: [] }) }
    },
  }
}

const ById = { id: v.string() }

/** What people do in Commerce Manager. */
function metaActions({ items }: MetaState) {
  const change = (id: string, changes: (item: MetaItem) => Partial<MetaItem>) => {
    const known = items.get(id)
    if (known !== undefined) items.set(id, { ...known, ...changes(known) })
  }
  return {
    editItem: action(
      v.strictObject({ ...ById, title: v.optional(v.string()), inventory: v.optional(v.number()) }),
      ({ id, ...changes }) => change(id, ({ data }) => ({ data: { ...data, ...changes } })),
    ),
    removeItem: action(v.strictObject(ById), ({ id }) => items.remove(id)),
    rejectItem: action(v.strictObject({ ...ById, message: v.string() }), ({ id, message }) =>
      change(id, () => ({ reasons: [message] })),
    ),
    /** What people see now, without the lag of reads. */
    shown: action(v.strictObject({}), () => items.all()),
  }
}
export type MetaActions = ReturnType<typeof metaActions>

const SHOWN = 200

function metaView({ items }: MetaState): Pick<View, 'items' | 'orders'> {
  return { items: items.all().slice(0, SHOWN).map(viewOf), orders: [] }
}

function viewOf({ id, data, reasons }: MetaItem): View['items'][number] {
  const [picture] = (data.image ?? []) as readonly { readonly url: string }[]
  return {
    key: id,
    title: String(data.title),
    picture: picture?.url,
    price: String(data.sale_price ?? data.price),
    quantity: Number(data.inventory),
    status: reasons.length > 0 ? 'rejected' : String(data.availability),
    issues: reasons,
    buttons: [
      { title: 'Edit title', action: 'editItem', input: { id }, ask: { title: 'New title' } },
      { title: 'Reject', action: 'rejectItem', input: { id }, ask: { message: 'Why' } },
      { title: 'Remove', action: 'removeItem', input: { id } },
    ],
  }
}
