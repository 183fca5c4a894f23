import type { Counter } from './desk.ts'

/** A moment by the clock on the wall of the store: `Mon 17:00`. */
export function clock(time: string, { rules }: Pick<Counter, 'rules'>): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: rules.timeZone,
  }).format(new Date(time))
}
