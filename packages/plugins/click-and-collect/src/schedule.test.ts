import { describe, expect, it } from 'vitest'
import { closingAfter, doneBy, isOpenAt, type Schedule } from './schedule.ts'

const weekdays: Schedule = {
  timeZone: 'Europe/Warsaw',
  hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  closedDays: ['2026-06-04'],
}
const at = (text: string) => Date.parse(text)
const by = (now: string, minutes: number, schedule = weekdays) => {
  const done = doneBy(schedule, at(now), minutes)
  return done === null ? null : new Date(done).toISOString()
}

describe('the time by which goods are ready', () => {
  it('is so many minutes from now while the store is open, by its own clock', () => {
    expect(by('2026-06-01T08:00:00Z', 120)).toBe('2026-06-01T10:00:00.000Z')
    expect(by('2026-01-12T08:00:00Z', 120)).toBe('2026-01-12T10:00:00.000Z')
  })

  it('begins when the store opens', () => {
    expect(by('2026-06-01T03:00:00Z', 30)).toBe('2026-06-01T07:30:00.000Z')
    expect(by('2026-06-06T12:00:00Z', 30)).toBe('2026-06-08T07:30:00.000Z')
  })

  it('goes on the next day that is open when the store closes before', () => {
    expect(by('2026-06-01T14:30:00Z', 60)).toBe('2026-06-02T07:30:00.000Z')
    expect(by('2026-06-03T14:30:00Z', 60)).toBe('2026-06-05T07:30:00.000Z')
  })

  it('counts several stretches of one day, in any order', () => {
    const siesta: Schedule = {
      ...weekdays,
      hours: [
        { day: 1, from: '15:00', to: '18:00' },
        { day: 1, from: '09:00', to: '12:00' },
      ],
    }
    expect(by('2026-06-01T09:30:00Z', 60, siesta)).toBe('2026-06-01T13:30:00.000Z')
  })

  it('is unknown for a store that does not open', () => {
    expect(by('2026-06-01T08:00:00Z', 10, { ...weekdays, hours: [] })).toBeNull()
  })

  it.each([
    ['the clock goes forward', '2026-03-29T00:30:00Z', '2026-03-29T05:00:00.000Z'],
    ['the clock goes back', '2026-10-25T00:30:00Z', '2026-10-25T04:30:00.000Z'],
  ])('is right on the day when %s', (_, now, ready) => {
    const sunday: Schedule = {
      timeZone: 'Europe/Warsaw',
      hours: [{ day: 7, from: '02:00', to: '20:00' }],
      closedDays: [],
    }
    // Local 02:00 exists twice in autumn, and counts from the first; in spring it is 03:00.
    expect(by(now, 240, sunday)).toBe(new Date(at(ready)).toISOString())
  })
})

describe('closing', () => {
  it('is the end of the stretch that is open, or of the next', () => {
    const closes = (now: string) => new Date(closingAfter(weekdays, at(now))).toISOString()
    expect(closes('2026-06-01T08:00:00Z')).toBe('2026-06-01T15:00:00.000Z')
    expect(closes('2026-06-05T16:00:00Z')).toBe('2026-06-08T15:00:00.000Z')
  })

  it('tells open from closed', () => {
    expect(isOpenAt(weekdays, at('2026-06-01T06:59:00Z'))).toBe(false)
    expect(isOpenAt(weekdays, at('2026-06-01T07:00:00Z'))).toBe(true)
    expect(isOpenAt(weekdays, at('2026-06-01T15:00:00Z'))).toBe(false)
  })
})
