import { DAY, HOUR, iso, MINUTE } from '../kernel/index.ts'

/** Five fields in UTC: minute, hour, day of month, month, day of week (0 or 7 is Sunday); `*`, lists, ranges, steps. */
export interface Cron {
  /** The first matching minute after a time, both in milliseconds. */
  next(after: number): number
}

interface Field {
  readonly values: ReadonlySet<number>
  readonly isAny: boolean
}

const RANGES = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of month', 1, 31],
  ['month', 1, 12],
  ['day of week', 0, 7],
] as const

/** Eight years hold every date, the 29th of February around 2100 too. */
const FAR = 8 * 366 * DAY

/** Reads a cron line. Throws a RangeError that says what is wrong, also for dates that never come (`0 0 31 2 *`). */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== RANGES.length) throw new RangeError(`a cron line has five fields: ${text}`)
  const [minute, hour, day, month, weekday] = RANGES.map((range, at) => fieldOf(parts[at] ?? '', range)) as [
    Field,
    Field,
    Field,
    Field,
    Field,
  ]
  const isDay = (date: Moment) => {
    const onDay = day.values.has(date.day)
    const onWeekday = weekday.values.has(date.weekday) || (date.weekday === 0 && weekday.values.has(7))
    return day.isAny || weekday.isAny ? onDay && onWeekday : onDay || onWeekday
  }
  const next = (after: number) => {
    let time = Math.floor(after / MINUTE) * MINUTE + MINUTE
    while (time < after + FAR) {
      const date = momentOf(time)
      if (!month.values.has(date.month)) time = Date.UTC(date.year, date.month, 1)
      else if (!isDay(date)) time = Math.floor(time / DAY) * DAY + DAY
      else if (!hour.values.has(date.hour)) time = Math.floor(time / HOUR) * HOUR + HOUR
      else if (!minute.values.has(date.minute)) time += MINUTE
      else return time
    }
    throw new RangeError(`the cron line never comes true: ${text}`)
  }
  next(0)
  return { next }
}

interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly weekday: number
}

/** 1970-01-01 was a Thursday. */
function momentOf(time: number): Moment {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = iso(time)
    .split(/[-T:.]/)
    .map(Number)
  return { year, month, day, hour, minute, weekday: (Math.floor(time / DAY) + 4) % 7 }
}

function fieldOf(text: string, [name, low, high]: readonly [string, number, number]): Field {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part)
    if (match === null) throw new RangeError(`not a ${name}: ${part}`)
    const [, first, last, every] = match
    const from = first === undefined ? low : Number(first)
    const to = last === undefined ? (first === undefined || every !== undefined ? high : from) : Number(last)
    const step = every === undefined ? 1 : Number(every)
    if (from < low || to > high || from > to || step === 0) throw new RangeError(`not a ${name}: ${part}`)
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return { values, isAny: text === '*' }
}
