import type { State } from './state.ts'

interface EventsBody {
  readonly data: readonly {
    readonly event_id: string
    readonly event_name: string
    readonly user_data: Readonly<Record<string, unknown>>
    readonly custom_data?: { readonly value?: string | null; readonly currency?: string | null }
  }[]
}

const HASH = /^[0-9a-f]{64}$/

/** Counts each event once by its id; who is not hashed is not taken (operation events/create). */
export function takeEvents(state: State, { data }: EventsBody): object {
  const events = data.map(({ event_id: id, event_name: name, user_data, custom_data = {} }) => {
    const told = Object.values(user_data).flat()
    if (!told.every((value) => typeof value === 'string' && HASH.test(value)))
      return { status: 'failed', error_message: 'user_data must be hashed with SHA-256' }
    const { value = '0', currency = 'USD' } = custom_data
    if (!state.conversions.has(id))
      state.conversions.set(id, { id, name, value: value ?? '0', currency: currency ?? 'USD' })
    return { status: 'processed' }
  })
  const processed = events.filter(({ status }) => status === 'processed').length
  return { num_events_received: events.length, num_events_processed: processed, events }
}
