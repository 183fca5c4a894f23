import * as v from 'valibot'
import { ClosedDays, Hours, TimeZone } from './schedule.ts'

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))

const WEEK = [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '09:00', to: '18:00' }))

/** How one store hands over; what is left out is as in the settings of the plugin. */
export const StoreRules = v.strictObject({
  timeZone: v.pipe(TimeZone, v.title('Time zone of its clock')),
  hours: v.pipe(Hours, v.title('Opening hours')),
  closedDays: v.pipe(ClosedDays, v.title('Dates on which it stays closed')),
  preparationMinutes: v.pipe(whole(0, 14 * 24 * 60), v.title('Minutes of opening time until goods are ready')),
  keepDays: v.pipe(whole(1, 60), v.title('Days for which goods wait')),
})
export type StoreRules = v.InferOutput<typeof StoreRules>

const rules = StoreRules.entries

export const Config = v.strictObject({
  /** For stores without settings of their own. */
  timeZone: v.optional(rules.timeZone, 'UTC'),
  hours: v.optional(rules.hours, WEEK),
  closedDays: v.optional(rules.closedDays, []),
  preparationMinutes: v.optional(rules.preparationMinutes, 120),
  keepDays: v.optional(rules.keepDays, 7),
  /** How long before the last moment the customer is reminded. */
  remindHours: v.optional(v.pipe(whole(1, 30 * 24), v.title('Hours before the end at which people are reminded')), 48),
  undoMinutes: v.optional(v.pipe(whole(0, 24 * 60), v.title('Minutes in which a hand-over can be undone')), 10),
  /** Refuses to hand over while something is due. */
  requirePaid: v.optional(v.pipe(v.boolean(), v.title('Hand over only what is paid')), false),
  /** Refuses to hand over a pickup that was opened from the list, without code or picture. */
  requireCode: v.optional(v.pipe(v.boolean(), v.title('Hand over only for a code')), false),
  guesses: v.optional(v.pipe(whole(3, 100), v.title('Wrong codes that a desk may try in ten minutes')), 10),
})
export type Config = v.InferOutput<typeof Config>
