import * as v from 'valibot'

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30'))

/** One stretch in which a store is open on a day of the week, by its own clock. */
const Opening = v.pipe(
  v.strictObject({
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
    from: clock,
    to: clock,
  }),
  v.check(({ from, to }) => from < to, 'must end after it begins; what goes over midnight is two entries'),
)

/** In the writing of BCP 175 (`Europe/Warsaw`); what this machine's tables know. */
export const TimeZone = v.pipe(v.string(), v.maxLength(60), v.check(isTimeZone, 'is not the name of a time zone'))

const day = v.pipe(v.string(), v.isoDate('must be a date such as 2026-12-25'))

export const Hours = v.pipe(v.array(Opening), v.maxLength(50))
export const ClosedDays = v.pipe(v.array(day), v.maxLength(400))

/** When a store is open. */
export interface Schedule {
  readonly timeZone: string
  readonly hours: v.InferOutput<typeof Hours>
  /** Dates on which it stays closed, whatever the day of the week. */
  readonly closedDays: readonly string[]
}

/** Milliseconds, the end excluded. */
interface Span {
  readonly from: number
  readonly to: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** So far ahead somebody can still plan. */
const HORIZON = 60

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * When work of so many minutes is done that begins now and goes on only while the store is open. Milliseconds; null when the store is not
 * open for that long within two months.
 */
export function doneBy(schedule: Schedule, now: number, minutes: number): number | null {
  let left = minutes * MINUTE
  for (const { from, to } of openings(schedule, now)) {
    const begin = Math.max(from, now)
    if (to - begin >= left) return begin + left
    left -= Math.max(0, to - begin)
  }
  return null
}

/** When the store closes the first time at or after an instant; the instant itself when it does not open any more. */
export function closingAfter(schedule: Schedule, instant: number): number {
  for (const { to } of openings(schedule, instant)) if (to >= instant) return to
  return instant
}

export function isOpenAt(schedule: Schedule, instant: number): boolean {
  for (const { from, to } of openings(schedule, instant)) if (to > instant) return from <= instant
  return false
}

/** The stretches in which it is open, from the day of `start` on. */
function* openings({ timeZone, hours, closedDays }: Schedule, start: number): Generator<Span> {
  const closed = new Set(closedDays)
  const sorted = [...hours].sort((a, b) => (a.from < b.from ? -1 : 1))
  const first = Date.parse(`${localDate(timeZone, start)}T00:00Z`)
  for (let at = 0; at < HORIZON; at += 1) {
    const noon = new Date(first + at * DAY)
    const date = noon.toISOString().slice(0, 10)
    if (closed.has(date)) continue
    const weekday = noon.getUTCDay() || 7
    for (const { day: on, from, to } of sorted)
      if (on === weekday) yield { from: instantOf(timeZone, date, from), to: instantOf(timeZone, date, to) }
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** What a clock in the zone shows, as if it were UTC. Milliseconds. */
function wallClock(timeZone: string, instant: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, date, hour, minute, second)
}

function localDate(timeZone: string, instant: number): string {
  return new Date(wallClock(timeZone, instant)).toISOString().slice(0, 10)
}

/**
 * The instant at which the clock of the zone shows this. A time that is skipped in spring is that much later, one that comes twice in autumn
 * is the first.
 */
function instantOf(timeZone: string, date: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wall = Date.parse(`${date}T00:00Z`) + (hours * 60 + minutes) * MINUTE
  const offsetAt = (instant: number) => wallClock(timeZone, instant) - instant
  const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)]
  const early = wall - before
  if (offsetAt(early) === before) return early
  const late = wall - after
  return offsetAt(late) === after ? late : early
}
