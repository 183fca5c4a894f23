import { FLAT } from '../camera.ts'
import type { Tone } from '../colour.ts'
import { n, oval } from '../path.ts'
import type { Pen } from '../pen.ts'
import { around, type Shape } from '../shape.ts'
import { drum, round } from '../solids.ts'
import { gloss, honeycomb } from '../textures.ts'

/** A small steady flame with its halo. */
function flame(pen: Pen, { cx, y, size }: { cx: number; y: number; size: number }): string {
  const halo = pen.glow({
    base: '#fff1c4',
    stops: [
      [0, '#ffe9a8', 0.75],
      [100, '#ffe9a8', 0],
    ],
  })
  const fire = pen.blend({
    base: '#ffd36b',
    turn: 90,
    stops: [
      [0, '#fff6d8'],
      [55, '#ffcf5a'],
      [100, '#ef8f35'],
    ],
  })
  const s = size
  return [
    pen.shade({ d: oval({ cx, cy: y - s * 0.5, rx: s * 1.9 }), fill: halo, alpha: 1 }),
    pen.line({ d: `M${n(cx)} ${n(y + s * 0.35)}v${n(-s * 0.5)}`, colour: '#4a3b34', width: s * 0.1 }),
    pen.piece({
      d: `M${n(cx)} ${n(y - s * 1.3)}c${n(s * 0.1)} ${n(s * 0.4)} ${n(s * 0.42)} ${n(s * 0.6)} ${n(s * 0.36)} ${n(s)}c${n(-s * 0.08)} ${n(s * 0.36)} ${n(-s * 0.64)} ${n(s * 0.36)} ${n(-s * 0.72)} 0c${n(-s * 0.06)} ${n(-s * 0.4)} ${n(s * 0.26)} ${n(-s * 0.6)} ${n(s * 0.36)} ${n(-s)}z`,
      fill: fire,
    }),
  ].join('')
}

function waxLight(pen: Pen): string {
  const skin = pen.main
  return pen.blend({
    base: skin.light,
    stops: [
      [0, skin.base],
      [24, skin.hi],
      [52, skin.light],
      [80, skin.base],
      [100, skin.dark],
    ],
  })
}

type Stick = { cx: number; foot: number; r: number; h: number }

/** A candle rolled from a sheet of foundation, with a burning pool on top. */
function rolled(pen: Pen, { stick: { cx, foot, r, h }, skin }: { stick: Stick; skin: Tone }): string {
  const head = foot - h
  const comb = honeycomb(pen, { fill: skin.base, line: skin.dark, cell: 34, width: 3 })
  const veil = pen.blend({
    base: skin.light,
    stops: [
      [0, skin.dark, 0.35],
      [24, '#ffffff', 0.55],
      [55, '#ffffff', 0],
      [100, skin.deep, 0.6],
    ],
  })
  const side = `M${n(cx - r)} ${n(head)}V${n(foot)}A${n(r)} ${n(r * FLAT)} 0 0 0 ${n(cx + r)} ${n(foot)}V${n(head)}z`
  return [
    pen.piece({ d: side, fill: comb }),
    pen.shade({ d: side, fill: veil, alpha: 1 }),
    pen.piece({ d: oval({ cx, cy: head, rx: r, ry: r * FLAT }), fill: skin.light }),
    pen.shade({ d: oval({ cx, cy: head + 4, rx: r * 0.66, ry: r * 0.66 * FLAT }), fill: '#fff3c8', alpha: 0.9 }),
    flame(pen, { cx, y: head - 8, size: r * 0.5 }),
  ].join('')
}

function pillar({ r, h }: { r: number; h: number }): Shape {
  const foot = 930
  return {
    bounds: { x: 600 - r, y: foot - h - r * 0.9, w: 2 * r, h: h + r * 1.25 },
    shadow: { cx: 640, cy: foot + 20, rx: r * 1.5, ry: r * 0.42 },
    focus: { x: 600, y: foot - h + 30, zoom: 2.5 },
    paint: (pen) => rolled(pen, { stick: { cx: 600, foot, r, h }, skin: pen.main }),
  }
}

/** Two hand-dipped candles and two in a turned holder. */
function tapers(pen: Pen): string {
  const wax = waxLight(pen)
  const candle = ({ cx, foot, h }: { cx: number; foot: number; h: number }) =>
    pen.piece({ d: `M${cx - 18} ${foot - h}c4-16 32-16 36 0l14 ${h}c-14 12-50 12-64 0z`, fill: wax }) +
    gloss(pen, { x: cx - 12, y: foot - h + 40, w: 8, h: h - 120, alpha: 0.5 })
  const holder = ({ cx, foot }: { cx: number; foot: number }) =>
    [
      drum(pen, { drum: { cx, foot, r: 110, h: 26, top: 100 }, fill: round(pen, pen.accent), cover: pen.accent.light }),
      drum(pen, {
        drum: { cx, foot: foot - 30, r: 40, h: 90, top: 52 },
        fill: round(pen, pen.accent),
        cover: pen.accent.deep,
      }),
    ].join('')
  const one = (cx: number, foot: number, h: number) =>
    holder({ cx, foot }) + candle({ cx, foot: foot - 112, h }) + flame(pen, { cx, y: foot - 122 - h, size: 62 })
  return one(440, 860, 470) + one(740, 880, 400) + one(590, 940, 540)
}

function mould(pen: Pen): string {
  const skin = pen.main
  const wax = pen.second
  const cells = honeycomb(pen, { fill: skin.base, line: skin.dark, cell: 40, width: 4 })
  const body = { cx: 480, foot: 900, r: 190, h: 420 }
  const lit = pen.blend({
    base: skin.light,
    stops: [
      [0, skin.dark, 0.4],
      [25, '#ffffff', 0.5],
      [60, '#ffffff', 0],
      [100, skin.deep, 0.7],
    ],
  })
  const side = `M290 480V900A190 ${n(190 * FLAT)} 0 0 0 670 900V480z`
  return [
    pen.piece({ d: side, fill: cells }),
    pen.shade({ d: side, fill: lit, alpha: 1 }),
    pen.piece({ d: oval({ cx: body.cx, cy: 480, rx: 190, ry: 190 * FLAT }), fill: skin.hi }),
    pen.piece({ d: oval({ cx: body.cx, cy: 482, rx: 128, ry: 128 * FLAT }), fill: wax.base }),
    pen.line({ d: 'M300 470H660', colour: '#a97b45', width: 20 }),
    pen.line({ d: 'M480 486V380', colour: '#fff6e0', width: 9 }),
    rolled(pen, { stick: { cx: 810, foot: 932, r: 120, h: 370 }, skin: wax }),
  ].join('')
}

export const candles = {
  'candle-small': pillar({ r: 170, h: 260 }),
  'candle-medium': pillar({ r: 170, h: 400 }),
  'candle-large': pillar({ r: 170, h: 560 }),
  tapers: { bounds: { x: 320, y: 210, w: 540, h: 770 }, focus: { x: 590, y: 320, zoom: 1.9 }, paint: tapers },
  'candle-mould': {
    bounds: { x: 286, y: 330, w: 650, h: 640 },
    measures: around({ x: 290, y: 418, w: 380, h: 547 }),
    focus: { x: 500, y: 560, zoom: 1.9 },
    paint: mould,
  },
} as const satisfies Record<string, Shape>
