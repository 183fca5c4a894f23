import { extensionPoint } from '../kernel/index.ts'
import type { EventType } from './event.ts'

/** Facts that other systems may be told: `contribute(publishedEvent, orderPlaced)`. What is internal to a room (a mail to send, a report to read) is not. */
export const publishedEvent = extensionPoint<EventType>('events.published')
