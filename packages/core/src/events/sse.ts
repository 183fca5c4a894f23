import { iso, SECOND } from '../kernel/index.ts'
import type { RecordedEvent } from './event.ts'

/** The writing end of a stream of server-sent events. */
export interface SseWriter {
  write(text: string): void
  /** Resolves when the client has taken what waits. */
  drained(): Promise<void>
  /** True when so much waits that the client must be too slow. */
  isFull(): boolean
  end(): void
}

const HEARTBEAT = 15 * SECOND
/** Messages that may wait for a client. */
const MOST_WAITING = 1_000
const encoder = new TextEncoder()

/** A body and its writer; comments keep the connection alive. `onEnd` is told once, whoever ended it. */
export function openSse(onEnd: () => void): { body: ReadableStream<Uint8Array>; writer: SseWriter } {
  let controller: ReadableStreamDefaultController<Uint8Array>
  let isOpen = true
  let wake: (() => void) | undefined
  const close = () => {
    if (!isOpen) return
    isOpen = false
    clearInterval(heartbeat)
    wake?.()
    onEnd()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (own) => {
        controller = own
      },
      pull: () => wake?.(),
      cancel: close,
    },
    { highWaterMark: MOST_WAITING },
  )
  const room = () => (isOpen ? (controller.desiredSize ?? 0) : MOST_WAITING)
  const writer: SseWriter = {
    write: (text) => {
      if (isOpen) controller.enqueue(encoder.encode(text))
    },
    isFull: () => room() <= 0,
    drained: async () => {
      while (room() < MOST_WAITING / 2) await new Promise<void>((resolve) => (wake = resolve))
    },
    end: () => {
      if (isOpen) controller.close()
      close()
    },
  }
  const heartbeat = setInterval(() => writer.write(': alive\n\n'), HEARTBEAT)
  heartbeat.unref()
  return { body, writer }
}

/** One event as a message; its number is what a client sends back as Last-Event-ID. */
export function messageOf({ number, id, name, aggregate, occurredAt, data }: RecordedEvent): string {
  return `id: ${number}\nevent: ${name}\ndata: ${JSON.stringify({ id, name, aggregate, occurredAt: iso(occurredAt), data })}\n\n`
}
