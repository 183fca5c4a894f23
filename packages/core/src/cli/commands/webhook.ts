import { type Command, type CommandCall, commandError, EXIT, type Options, text } from '../command.ts'
import { type Connection, jsonBody, withShop } from '../connection.ts'

/** `vitrine webhook send --from evt_… --set data.orderId=ord_1` */
export const webhook: Command = {
  name: 'webhook',
  summary: 'Sends a test to a webhook and says what it answered: webhook send',
  usage: ['send'],
  options: { to: { type: 'string' }, from: { type: 'string' }, set: { type: 'string', multiple: true } },
  help: {
    to: 'id of the webhook (default: the only one)',
    from: 'id of an event to copy, as /admin/events shows it (default: a webhook.test)',
    set: 'a value of the copy, JSON or text: --set data.orderId=ord_1 (may be repeated)',
  },
  run,
}

interface Delivered {
  readonly id: string
  readonly webhookId: string
  readonly messageId: string
  readonly type: string
  readonly status: string
  readonly history: readonly {
    readonly responseStatus: number | null
    readonly durationMs: number
    readonly error: string | null
  }[]
}

async function run({ words: [action], options, terminal }: CommandCall): Promise<number> {
  if (action !== 'send') throw commandError('Say what to do: vitrine webhook send')
  const [eventId, set] = [text(options, 'from'), valuesOf(options)]
  const sent = await withShop(options, async (shop) => {
    const id = text(options, 'to') ?? (await onlyOne(shop))
    const body = jsonBody({ ...(eventId === undefined ? {} : { eventId }), set })
    return shop.json<Delivered>(`/admin/webhooks/${encodeURIComponent(id)}/test`, body)
  })
  const [attempt] = sent.history
  const words = attempt?.error ?? `The receiver answered ${attempt?.responseStatus}.`
  terminal.done(
    [`${sent.type} ${sent.messageId} to ${sent.webhookId}: ${sent.status} in ${attempt?.durationMs} ms. ${words}`],
    sent,
  )
  return sent.status === 'delivered' ? EXIT.ok : EXIT.findings
}

async function onlyOne(shop: Connection): Promise<string> {
  const { items } = await shop.json<{ items: readonly { id: string; url: string }[] }>('/admin/webhooks?limit=20')
  const [first, ...others] = items
  if (first === undefined) throw commandError('There is no webhook.', { hint: 'Add one: POST /admin/webhooks' })
  if (others.length === 0) return first.id
  const hint = items.map(({ id, url }) => `--to ${id} (${new URL(url).host})`).join(', ')
  throw commandError('There are several webhooks: say to which.', { hint })
}

/** `path=value`: the value is read as JSON where it is JSON. */
function valuesOf(options: Options) {
  const { set: pairs = [] } = options as { readonly set?: readonly string[] }
  return pairs.map((pair) => {
    const [, path, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    if (path === undefined || value === undefined) throw commandError(`--set needs path=value, not ${pair}`)
    return { path, value: jsonOr(value) }
  })
}

function jsonOr(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
