/** A moment of the next days by the clock of a store, for buyers: `Monday 17:00`. */
export function timeOf(text: string, timeZone = 'UTC'): string {
  const shown = { weekday: 'long', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...shown, timeZone }).format(new Date(text))
}

/** A moment by the clock on the wall of a store, for staff: `Mon 23 Nov, 17:00`. */
export function clock(text: string, timeZone: string): string {
  const shown = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...shown, timeZone }).format(new Date(text))
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** A length of time in its largest unit: `3 min`. */
export function span(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms >= each) ?? [1, 'ms']
  return `${Math.round(ms / size)} ${unit}`
}

/** `3 min ago`, or `in 20 s`. */
export function when(text: string, now: number): string {
  const ms = now - Date.parse(text)
  if (Math.abs(ms) < 1_000) return 'just now'
  return ms > 0 ? `${span(ms)} ago` : `in ${span(-ms)}`
}
