import type { Context } from '../kernel/index.ts'
import { headNumber } from './consumers.ts'
import type { RecordedEvent } from './event.ts'
import { problems } from './problems.ts'
import { messageOf, openSse, type SseWriter } from './sse.ts'
import { everyEventAfter, follow, followersOf } from './tail.ts'

export interface LiveOptions {
  /** `public` leaves out everything that buyers may not see. */
  readonly audience: 'public' | 'all'
  /** Outbox number after which to begin (Last-Event-ID); the head when left out. */
  readonly from?: number | undefined
  /** Names of events or their first part; all when left out. */
  readonly topics?: readonly string[] | undefined
  /** Only events about these things. */
  readonly aggregates?: readonly string[] | undefined
}

const MOST_STREAMS = 5_000

/**
 * Server-sent events, resumed by Last-Event-ID. `event: reset` tells a client that what it missed is no longer kept, so that it reads anew.
 * Ends when the client is too slow, which then resumes, and when the shop closes. Throws `events.tooManyStreams`.
 */
export async function liveStream(ctx: Context, options: LiveOptions): Promise<Response> {
  if (followersOf(ctx) >= MOST_STREAMS) throw problems.tooManyStreams({ headers: { 'Retry-After': '5' } })
  const head = (await ctx.db.get(headNumber))?.number ?? 0
  let leave: (() => void) | undefined
  const { body, writer } = openSse(() => leave?.())
  const session: Session = { ctx, options, writer, last: options.from ?? head, isLive: false, hasMissed: false }
  writer.write(`retry: 2000\nid: ${session.last}\n\n`)
  const following = follow(ctx, { events: (found) => receive(session, found), close: () => writer.end() })
  leave = following.leave
  following.ready
    .then(() => catchUp(session))
    .catch((err) => {
      ctx.log.error({ err }, 'a live stream could not catch up')
      writer.end()
    })
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  })
}

/** One client: first it reads what it missed, then it takes what comes. */
interface Session {
  readonly ctx: Context
  readonly options: LiveOptions
  readonly writer: SseWriter
  last: number
  isLive: boolean
  /** Something came while it was still catching up. */
  hasMissed: boolean
}

function receive(session: Session, found: readonly RecordedEvent[]): void {
  if (!session.isLive) session.hasMissed = true
  else if (session.writer.isFull()) session.writer.end()
  else send(session, found)
}

function send(session: Session, found: readonly RecordedEvent[]): void {
  for (const event of found) {
    if (event.number <= session.last) continue
    session.last = event.number
    if (isWanted(event, session.options)) session.writer.write(messageOf(event))
  }
}

/** Nothing falls between the two: it goes live only after an empty read during which nothing came. */
async function catchUp(session: Session): Promise<void> {
  const { ctx, options, writer } = session
  for (let isFirst = options.from !== undefined; !session.isLive; isFirst = false) {
    session.hasMissed = false
    const found = await ctx.db.all(everyEventAfter, { after: session.last })
    if (isFirst && hasGap(session.last, found)) writer.write('event: reset\ndata: {}\n\n')
    send(session, found)
    await writer.drained()
    session.isLive = found.length === 0 && !session.hasMissed
  }
}

/** Numbers are given without gaps, so a gap after the last one seen means that events were pruned. */
function hasGap(last: number, [first]: readonly RecordedEvent[]): boolean {
  return first !== undefined && first.number > last + 1
}

function isWanted(
  { name, aggregate, isPublic }: RecordedEvent,
  { audience, topics, aggregates }: LiveOptions,
): boolean {
  if (audience === 'public' && !isPublic) return false
  if (topics !== undefined && !topics.some((topic) => name === topic || name.startsWith(`${topic}.`))) return false
  return aggregates === undefined || aggregates.includes(aggregate)
}
