/** What one of each unit is in the base of its kind. */
const KINDS: readonly Readonly<Record<string, number>>[] = [
  { mm: 1, cm: 10, m: 1_000, in: 25.4, ft: 304.8 },
  { mg: 0.001, g: 1, kg: 1_000, oz: 28.349523125, lb: 453.59237 },
  { ml: 1, cl: 10, l: 1_000 },
  { cm2: 1, m2: 10_000 },
  { s: 1, min: 60, h: 3_600 },
  { W: 1, kW: 1_000 },
  { V: 1 },
  { '°C': 1 },
]

export const units: readonly string[] = KINDS.flatMap((kind) => Object.keys(kind))

/** A measure in another unit of its kind, to six digits; undefined between kinds: nobody knows how many litres a metre has. */
export function convert(
  value: number,
  { from, to }: { readonly from: string; readonly to: string },
): number | undefined {
  const kind = KINDS.find((each) => Object.hasOwn(each, from) && Object.hasOwn(each, to))
  if (kind === undefined) return undefined
  return from === to ? value : Number(((value * (kind[from] as number)) / (kind[to] as number)).toFixed(6))
}
