/** A point on the drawing board: x to the right, y down. */
export type Point = readonly [x: number, y: number]

/** Numbers are kept short, so that a drawing stays small: one decimal below a hundred, none above. */
export function n(value: number): string {
  const kept = Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value)
  return bare(kept)
}

/** A fraction without its leading zero. */
export function bare(value: number): string {
  return String(value).replace(/^(-?)0\./, '$1.')
}

/** A closed polygon. */
export function poly(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`
}

/** An open polyline. */
export function lineTo(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`
}

/** A rectangle with optional round corners. */
export function rect({ x, y, w, h, r = 0 }: { x: number; y: number; w: number; h: number; r?: number }): string {
  if (r === 0) return `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`
  const a = (dx: number, dy: number) => `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}`
  const [iw, ih] = [w - 2 * r, h - 2 * r]
  return `M${n(x + r)} ${n(y)}h${n(iw)}${a(r, r)}v${n(ih)}${a(-r, r)}h${n(-iw)}${a(-r, -r)}v${n(-ih)}${a(r, -r)}z`
}

/** An ellipse; `ry` is `rx` unless said. */
export function oval({ cx, cy, rx, ry = rx }: { cx: number; cy: number; rx: number; ry?: number }): string {
  return `M${n(cx - rx)} ${n(cy)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0z`
}

/** A hexagon standing on a point. */
export function hexagon({ cx, cy, r }: { cx: number; cy: number; r: number }): string {
  const side = r * 0.866
  return poly([
    [cx, cy - r],
    [cx + side, cy - r / 2],
    [cx + side, cy + r / 2],
    [cx, cy + r],
    [cx - side, cy + r / 2],
    [cx - side, cy - r / 2],
  ])
}
