import { type Context, insertInto, type Statement } from '../kernel/index.ts'
import { events } from './schema.ts'

/** A kind of fact, named in the dotted past tense: `order.placed`. The type of its data travels with it. */
export interface EventType<Data = unknown> {
  readonly name: string
  /** Anyone may see it on `/store/live`, data included. */
  readonly isPublic: boolean
  /** Never set; it carries the type. */
  readonly '~data'?: Data
}

/** A fact that was committed. `number` grows in commit order (with gaps); `id` stays the same in every delivery. */
export interface RecordedEvent<Data = unknown> {
  readonly number: number
  readonly id: string
  readonly name: string
  /** Id of the thing it is about; a consumer gets the events of one aggregate in order. */
  readonly aggregate: string
  readonly data: Data
  readonly isPublic: boolean
  /** Milliseconds. */
  readonly occurredAt: number
  readonly commandId: string | null
}

/** The first word may be the id of a plugin: `click-and-collect.handedOver`. */
const NAME = /^[a-z][a-zA-Z0-9-]*(\.[a-z][a-zA-Z]*)+$/

/**
 * Declares an event of a room or plugin. Keep the data thin (ids and what changed): consumers read the rest.
 * @example export const orderPlaced = defineEvent<{ orderId: string }>('order.placed')
 */
export function defineEvent<Data>(name: string, { isPublic = false }: { isPublic?: boolean } = {}): EventType<Data> {
  if (!NAME.test(name)) throw new RangeError(`not a dotted event name: ${name}`)
  return { name, isPublic }
}

export interface Emitted<Data> {
  readonly aggregate: string
  readonly data: Data
  /** The command that makes it happen, as `plan` was given it; for tracing. */
  readonly commandId?: string
}

/** What the statements of `emit` touch, so that dispatchers and live streams wake after the commit. */
export const EVENTS = 'events'

const insert = insertInto(events)

/** The outbox row of an event, to be put into the statements of the command that makes it true. */
export function emit<Data>(
  ctx: Pick<Context, 'newId' | 'now'>,
  { name, isPublic }: EventType<Data>,
  { aggregate, data, commandId }: Emitted<NoInfer<Data>>,
): Statement {
  const id = ctx.newId('evt')
  const row = { id, name, aggregate, data, isPublic, occurredAt: ctx.now(), commandId: commandId ?? null }
  return insert(row, { touches: EVENTS })
}
