import { setMaxListeners } from 'node:events'
import { type App, coalesced, failpoint, SECOND } from '../kernel/index.ts'
import { attempt } from './attempt.ts'
import { takeDue } from './due.ts'
import { WEBHOOKS } from './fan-out.ts'
import { DUE } from './message.ts'
import { release, settle } from './settle.ts'

export interface Sender {
  /** Resolves when nothing is due and nothing under way. */
  idle(): Promise<void>
  /** Starts nothing new, waits for what is under way, and gives it back after `grace` ms (default 5 000). */
  stop(options?: { readonly grace?: number }): Promise<void>
}

export interface SenderOptions {
  /** Milliseconds that a receiver has; default 15 000. */
  readonly timeout?: number
}

/** Calls under way at one endpoint: it can be slow without being asked by everything at once, and holds up nobody but itself. */
const AT_ONCE = 16
/** Retries, and deliveries of other processes, are found at this pace; own commits wake at once. */
const SWEEP = SECOND

interface Desk extends SenderOptions {
  readonly app: App
  readonly closing: AbortController
  readonly underWay: Map<string, number>
  readonly running: Set<Promise<void>>
  wake: () => void
  isStopped: boolean
}

/** Sends what is due to every endpoint, each for itself. Several processes share the deliveries by leases. */
export function startSender(app: App, options: SenderOptions = {}): Sender {
  const desk = openDesk(app, options)
  let looking = Promise.resolve(0)
  /** One look at a time: each counts what those before it have begun. */
  const look = () => {
    looking = looking.then(() => begin(desk))
    return looking
  }
  const lookOnce = async () => void (await look())
  const wake = coalesced<void>(lookOnce, () => undefined)
  desk.wake = () => wake()
  const unlisten = app.db.afterCommit((_command, touched) => {
    if (touched.has(DUE) || touched.has(WEBHOOKS)) wake()
  })
  const timer = setInterval(() => wake(), SWEEP).unref()
  wake()
  return {
    async idle() {
      while ((await look()) > 0 || desk.running.size > 0) await Promise.all(desk.running)
    },
    async stop({ grace = 5 * SECOND } = {}) {
      unlisten()
      clearInterval(timer)
      desk.isStopped = true
      await looking
      const cut = setTimeout(() => desk.closing.abort(new Error('the shop is closing')), grace)
      await Promise.all(desk.running)
      clearTimeout(cut)
    },
  }
}

function openDesk(app: App, options: SenderOptions): Desk {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const wake = () => {}
  return { ...options, app, closing, underWay: new Map(), running: new Set(), wake, isStopped: false }
}

/** Begins what is due and has room; answers how much that is. */
async function begin(desk: Desk): Promise<number> {
  if (desk.isStopped) return 0
  const { app, underWay, running } = desk
  try {
    const found = await takeDue(app, ({ id, failures }) => (failures > 0 ? 1 : AT_ONCE) - (underWay.get(id) ?? 0))
    failpoint('webhook.taken')
    for (const one of found) {
      const { id } = one.endpoint
      underWay.set(id, (underWay.get(id) ?? 0) + 1)
      const task = send(desk, one).finally(() => {
        running.delete(task)
        const left = (underWay.get(id) ?? 1) - 1
        if (left > 0) underWay.set(id, left)
        else underWay.delete(id)
        if (!desk.isStopped) desk.wake()
      })
      running.add(task)
    }
    return found.length
  } catch (err) {
    app.log.error({ err }, 'webhooks that are due could not be taken; they are looked at again')
    return 0
  }
}

type Taken = Awaited<ReturnType<typeof takeDue>>[number]

/** Never rejects: what could not be written down comes back when its lease has lapsed, with the same id. */
async function send({ app, closing, timeout }: Desk, { lease, delivery, message, endpoint }: Taken): Promise<void> {
  try {
    const sending = { endpoint, messageId: message.id, body: message.body, timeout, signal: closing.signal }
    const attempted = await attempt(app, sending)
    failpoint('webhook.sent')
    if (attempted === undefined) return await release(app, { delivery, lease })
    await settle(app, { endpoint, delivery, lease, attempted, isTest: message.eventId === null })
    failpoint('webhook.settled')
  } catch (err) {
    app.log.error({ err, delivery: delivery.id }, 'the end of a delivery could not be stored; it is sent again')
  }
}
