import { staffWho } from '../access/index.ts'
import { on, type RecordedEvent } from '../events/index.ts'
import { type Context, run, type Statement } from '../kernel/index.ts'
import { type Message, sendMessage } from '../mail/index.ts'
import { defaultMarket } from '../markets/index.ts'
import { webhookDisabled, webhookFailing } from './events.ts'
import { disabledLetter, failingLetter } from './letters.ts'
import { type EndpointRow, findEndpoint } from './reads.ts'

/** Where staff look at a webhook. */
export const webhookHref = (id: string) => `/admin/webhooks/${id}`

interface Telling<Schema extends Message['data']> {
  readonly letter: Message<Schema>
  readonly dataOf: (row: EndpointRow) => object
}

/** A letter to everybody who can mend it, once for each event. */
async function tell<Schema extends Message['data']>(
  ctx: Context,
  event: RecordedEvent<{ readonly endpointId: string }>,
  { letter, dataOf }: Telling<Schema>,
): Promise<void> {
  const row = await findEndpoint(ctx, event.data.endpointId)
  if (row === undefined) return
  const readers = await staffWho(ctx, 'webhooks:write')
  const [language = 'en'] = (await defaultMarket(ctx)).languages
  const link = new URL(webhookHref(row.id), ctx.settings.publicUrl).href
  const common = { url: row.url, error: row.lastError, link, ...dataOf(row) }
  await run(ctx, {
    name: 'webhooks.tell',
    plan: () => ({
      statements: readers.flatMap(({ email: to, name }): Statement[] =>
        sendMessage(ctx, letter, { to, language, data: { ...common, name } as never, cause: event.id }),
      ),
      result: null,
    }),
  })
}

/** A webhook that fails is told about a day after it began, four days before it is disabled, and when it is. */
export const warnings = [
  on(webhookFailing, {
    name: 'webhooks/failing',
    run: (event, ctx) =>
      tell(ctx, event, { letter: failingLetter, dataOf: () => ({ disablesAt: event.data.disablesAt }) }),
  }),
  on(webhookDisabled, {
    name: 'webhooks/disabled',
    run: (event, ctx) => tell(ctx, event, { letter: disabledLetter, dataOf: () => ({}) }),
  }),
]
