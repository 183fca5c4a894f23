const STEPS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** A length of time in its largest unit: `3 min`. */
export function span(ms: number): string {
  const [size, unit] = STEPS.find(([each]) => ms >= each) ?? [1, 'ms']
  return `${Math.round(ms / size)} ${unit}`
}

/** `3 min ago`, or `in 20 s`. */
export function when(time: string, now: number): string {
  const ms = now - Date.parse(time)
  if (Math.abs(ms) < 1_000) return 'just now'
  return ms > 0 ? `${span(ms)} ago` : `in ${span(-ms)}`
}
