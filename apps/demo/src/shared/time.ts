/** A moment of the next days by the clock of a store: `Monday 17:00`. */
export function timeOf(text: string, timeZone = 'UTC'): string {
  const shown = { weekday: 'long', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...shown, timeZone }).format(new Date(text))
}
