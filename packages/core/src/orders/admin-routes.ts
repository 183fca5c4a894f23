import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import { awaitRest } from './await-payment.ts'
import { listOrders } from './book.ts'
import { cancelOrder } from './cancel.ts'
import type { admin } from './contract.ts'
import { completeDraft } from './draft-purchase.ts'
import { draftView } from './draft-view.ts'
import { createDraft, discardDraft, draftById, listDrafts, updateDraft } from './drafts.ts'
import { editOrder } from './edit.ts'
import { exportOrders } from './export.ts'
import { noteOrder, updateOrder } from './notes.ts'
import { orderById } from './reads.ts'
import { answerToStaff } from './show.ts'
import { listTasks, resolveTask } from './tasks.ts'
import { timelineOf } from './timeline.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listOrders(ctx, query),
  export: ({ ctx, query }) => exportOrders(ctx, query),
  get: ({ ctx, params, http }) => answerToStaff(ctx, http, params.id),
  timeline: async ({ ctx, params, query }) => {
    await orderById(ctx, params.id)
    return timelineOf(ctx, { ...query, orderId: params.id })
  },
  update: async ({ ctx, params: { id }, body, http }) => {
    await updateOrder(ctx, { id, patch: body, expected: expectedVersion(http) })
    return answerToStaff(ctx, http, id)
  },
  edit: async ({ ctx, params: { id }, body, http }) => {
    await editOrder(ctx, { id, edit: body, expected: expectedVersion(http) })
    return answerToStaff(ctx, http, id)
  },
  cancel: async ({ ctx, params: { id }, body, http }) => {
    await cancelOrder(ctx, { id, cancel: body, expected: expectedVersion(http) })
    return answerToStaff(ctx, http, id)
  },
  note: async ({ ctx, params: { id }, body, http }) => {
    await noteOrder(ctx, { id, text: body.text })
    return answerToStaff(ctx, http, id)
  },
  awaitRest: async ({ ctx, params: { id }, http }) => {
    await awaitRest(ctx, { id, expected: expectedVersion(http) })
    return answerToStaff(ctx, http, id)
  },
  listDrafts: async ({ ctx, query }) => {
    const { items, next } = await listDrafts(ctx, query)
    return { items: items.map(draftView), next }
  },
  createDraft: async ({ ctx, body, http }) => showDraft(ctx, http, (await createDraft(ctx, body)).id),
  getDraft: ({ ctx, params, http }) => showDraft(ctx, http, params.id),
  updateDraft: async ({ ctx, params: { id }, body, http }) => {
    await updateDraft(ctx, { id, patch: body, expected: expectedVersion(http) })
    return showDraft(ctx, http, id)
  },
  discardDraft: async ({ ctx, params: { id }, http }) => {
    await discardDraft(ctx, { id, expected: expectedVersion(http) })
    return showDraft(ctx, http, id)
  },
  completeDraft: async ({ ctx, params: { id }, http }) => {
    const { orderId } = await completeDraft(ctx, id)
    return answerToStaff(ctx, http, orderId)
  },
  listTasks: ({ ctx, query }) => listTasks(ctx, query),
  resolveTask: ({ ctx, params: { id }, body }) => resolveTask(ctx, { id, resolution: body.resolution }),
}

async function showDraft(ctx: Context, http: Http, id: string) {
  const draft = await draftById(ctx, id)
  http.set('ETag', etagOf(draft.version))
  return draftView(draft)
}
