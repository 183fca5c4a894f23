import { type Context, type Handlers, isProblem, problemBody } from '../kernel/index.ts'
import { admin } from './contract.ts'
import type { ImportProgress, ImportReport } from './report.ts'
import { importShopify } from './service.ts'
import { uploadOf } from './upload.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  shopify: async ({ ctx, query, http }) => {
    const work = importShopify(
      ctx,
      uploadOf(http.request, { maxBytes: admin.shopify.maxBody, types: admin.shopify.accepts }),
      query,
    )
    const first = await work.next()
    return http.header('Accept') === 'application/x-ndjson'
      ? stream(ctx, first, work)
      : Response.json(await drain(first, work))
  },
}

type Step = IteratorResult<ImportProgress, ImportReport>
type Work = AsyncGenerator<ImportProgress, ImportReport>

async function drain(first: Step, work: Work): Promise<ImportReport> {
  let step = first
  while (step.done !== true) step = await work.next()
  return step.value
}

/** The first batch was written before the answer begins, so that a file that is refused whole is an ordinary problem. */
function stream(ctx: Context, first: Step, work: Work): Response {
  const encoder = new TextEncoder()
  let step: Step | undefined = first
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const now: Step = step ?? (await work.next())
        step = undefined
        controller.enqueue(
          encoder.encode(`${JSON.stringify(now.done === true ? { report: now.value } : { progress: now.value })}\n`),
        )
        if (now.done === true) controller.close()
      } catch (error) {
        if (!isProblem(error)) ctx.log.error({ err: error, requestId: ctx.request.id }, 'an import failed')
        const problem = isProblem(error)
          ? problemBody(error, { requestId: ctx.request.id })
          : { code: 'request.internal', requestId: ctx.request.id }
        controller.enqueue(encoder.encode(`${JSON.stringify({ problem })}\n`))
        controller.close()
      }
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
}
