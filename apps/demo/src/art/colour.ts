/** A colour and its four neighbours under one warm light: what a solid needs to look round. */
export type Tone = { hi: string; light: string; base: string; dark: string; deep: string }

const WARM_LIGHT = '#fffaf0'
const COOL_SHADE = '#2c2438'

/** Blends two `#rrggbb` colours; `share` is how much of `to` is in the result (0 to 1). */
export function mix({ from, to, share }: { from: string; to: string; share: number }): string {
  const channel = (at: number) => {
    const a = Number.parseInt(from.slice(at, at + 2), 16)
    const b = Number.parseInt(to.slice(at, at + 2), 16)
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

/** Highlights lean warm and shadows lean violet, which keeps fifty drawings in one light. */
export function tone(base: string): Tone {
  return {
    hi: mix({ from: base, to: WARM_LIGHT, share: 0.62 }),
    light: mix({ from: base, to: WARM_LIGHT, share: 0.28 }),
    base,
    dark: mix({ from: base, to: COOL_SHADE, share: 0.2 }),
    deep: mix({ from: base, to: COOL_SHADE, share: 0.42 }),
  }
}
