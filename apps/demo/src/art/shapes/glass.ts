import { FLAT } from '../camera.ts'
import { n, oval } from '../path.ts'
import type { Pen } from '../pen.ts'
import { around, type Shape } from '../shape.ts'
import { drum, polished } from '../solids.ts'
import { gloss } from '../textures.ts'

export type Glass = { cx: number; foot: number; r: number; h: number }

/** Round shoulders, a short neck, a flat foot: the outline of a jar of radius `r`. */
export function outline({ cx, foot, r, h }: Glass): string {
  const neck = r * 0.84
  const top = foot - h
  const bow = (radius: number) => n(radius * FLAT * 0.8)
  return [
    `M${n(cx - neck)} ${n(top)}`,
    `C${n(cx - neck)} ${n(top + 40)} ${n(cx - r)} ${n(top + 30)} ${n(cx - r)} ${n(top + 86)}`,
    `V${n(foot - 34)}Q${n(cx - r)} ${n(foot)} ${n(cx - r + 34)} ${n(foot + r * 0.1)}`,
    `A${n(r)} ${bow(r)} 0 0 0 ${n(cx + r - 34)} ${n(foot + r * 0.1)}`,
    `Q${n(cx + r)} ${n(foot)} ${n(cx + r)} ${n(foot - 34)}V${n(top + 86)}`,
    `C${n(cx + r)} ${n(top + 30)} ${n(cx + neck)} ${n(top + 40)} ${n(cx + neck)} ${n(top)}z`,
  ].join('')
}

export function lid(pen: Pen, { cx, foot, r, h }: Glass): string {
  const skin = pen.second
  const radius = r * 0.9
  const ridges = Array.from({ length: 11 }, (_, index) => {
    const turn = (Math.PI * (index + 0.5)) / 11
    return `M${n(cx - radius * Math.cos(turn))} ${n(foot - h - 44 + radius * FLAT * Math.sin(turn))}v36`
  })
  return [
    drum(pen, { drum: { cx, foot: foot - h + 14, r: radius, h: 70 }, fill: polished(pen, skin), cover: skin.light }),
    pen.hair({ d: ridges.join(''), colour: skin.deep, width: 4, alpha: 0.35 }),
    pen.hair({
      d: oval({ cx, cy: foot - h - 56, rx: radius * 0.84, ry: radius * 0.84 * FLAT }),
      colour: skin.dark,
      width: 4,
      alpha: 0.45,
    }),
  ].join('')
}

/** Clear glass: the wall is a rim of light and shade around nothing. */
function emptyJar(pen: Pen, glass: Glass): string {
  const { cx, foot, r, h } = glass
  const d = outline(glass)
  const wall = pen.blend({
    base: pen.main.hi,
    stops: [
      [0, pen.accent.base, 0.75],
      [9, '#ffffff', 0.8],
      [20, pen.main.base, 0.45],
      [78, pen.main.base, 0.35],
      [92, '#ffffff', 0.7],
      [100, pen.accent.base, 0.8],
    ],
  })
  return [
    pen.piece({ d, fill: wall }),
    pen.hair({
      d: `M${n(cx - r + 26)} ${n(foot - 30)}A${n(r)} ${n(r * FLAT * 0.7)} 0 0 0 ${n(cx + r - 26)} ${n(foot - 30)}`,
      colour: pen.accent.base,
      width: 5,
      alpha: 0.6,
    }),
    gloss(pen, { x: cx - r * 0.7, y: foot - h * 0.7, w: r * 0.12, h: h * 0.55, alpha: 0.8 }),
    lid(pen, glass),
  ].join('')
}

/** Three jars of a pack, the nearest last. */
function emptyJars(pen: Pen): string {
  const size = { r: 165, h: 340 }
  return [
    { cx: 470, foot: 830 },
    { cx: 800, foot: 860 },
    { cx: 610, foot: 930 },
  ]
    .map((at) => emptyJar(pen, { ...at, ...size }))
    .join('')
}

function lids(pen: Pen): string {
  const skin = pen.main
  const one = ({ cx, foot }: { cx: number; foot: number }) =>
    drum(pen, { drum: { cx, foot, r: 190, h: 62 }, fill: polished(pen, skin), cover: skin.light }) +
    pen.hair({ d: oval({ cx, cy: foot - 62, rx: 158, ry: 158 * FLAT }), colour: skin.dark, width: 5, alpha: 0.5 })
  const stack = (cx: number, foot: number, count: number) =>
    Array.from({ length: count }, (_, index) => one({ cx, foot: foot - index * 66 })).join('')
  const cells = [
    [0, 0],
    [-66, 0],
    [66, 0],
    [-33, -20],
    [33, -20],
    [-33, 20],
    [33, 20],
  ] as const
  const emblem = cells.map(([dx, dy]) => `M${760 + dx} ${741 + dy - 12}l28 6v12l-28 6l-28-6v-12z`).join('')
  return (
    stack(440, 830, 4) +
    stack(760, 870, 2) +
    pen.shade({ d: emblem, fill: pen.second.base, alpha: 0.9 }) +
    stack(470, 930, 1)
  )
}

export const glassware = {
  'jars-empty': {
    bounds: { x: 300, y: 410, w: 670, h: 550 },
    shadow: { cx: 660, cy: 880, rx: 470, ry: 130 },
    measures: around({ x: 445, y: 540, w: 330, h: 420 }),
    focus: { x: 620, y: 700, zoom: 1.8 },
    paint: emptyJars,
  },
  lids: {
    bounds: { x: 250, y: 520, w: 700, h: 470 },
    shadow: { cx: 640, cy: 900, rx: 460, ry: 140 },
    measures: around({ x: 280, y: 868, w: 380, h: 120 }),
    focus: { x: 700, y: 740, zoom: 1.9 },
    paint: lids,
  },
} as const satisfies Record<string, Shape>
