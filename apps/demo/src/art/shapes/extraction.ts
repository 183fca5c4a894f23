import { FLAT } from '../camera.ts'
import { n, oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import type { Shape } from '../shape.ts'
import { band, drum, polished, round, tube } from '../solids.ts'
import { studs } from '../textures.ts'
import { standing } from './honey-tools.ts'

const CX = 600

/** A honey gate: a short pipe with a lever, on the front of a vessel. */
function gate(pen: Pen, y: number): string {
  return [
    pen.piece({ d: rect({ x: 560, y: y - 36, w: 80, h: 72, r: 14 }), fill: polished(pen, pen.main) }),
    pen.piece({ d: oval({ cx: 600, cy: y + 4, rx: 46, ry: 46 }), fill: round(pen, pen.accent) }),
    pen.piece({ d: oval({ cx: 600, cy: y + 4, rx: 26, ry: 26 }), fill: pen.accent.deep }),
    tube(pen, { d: `M600 ${y + 4}L664 ${y - 52}`, skin: pen.second, width: 20 }),
  ].join('')
}

function legs(pen: Pen, { r, foot, drop }: { r: number; foot: number; drop: number }): string {
  const leg = (x: number, lean: number) =>
    tube(pen, { d: `M${n(x)} ${foot - 60}L${n(x + lean)} ${foot + drop}`, skin: pen.second, width: 28 })
  return leg(CX + 40, 8) + leg(CX - r + 24, -26) + leg(CX + r - 24, 26)
}

function kettle(pen: Pen, { r, h, foot }: { r: number; h: number; foot: number }): string {
  const metal = polished(pen, pen.main)
  const ring = (at: number) => band(pen, { drum: { cx: CX, foot: at, r: r + 4, h: 18 }, fill: metal })
  const rim = pen.line({ d: oval({ cx: CX, cy: foot - h, rx: r, ry: r * FLAT }), colour: pen.main.dark, width: 10 })
  return (
    drum(pen, { drum: { cx: CX, foot, r, h }, fill: metal, cover: '#7f8d93' }) +
    ring(foot - h * 0.28) +
    ring(foot - h * 0.72) +
    rim
  )
}

/** Two half lids of clear plastic with the frame basket showing through. */
function clearLid(pen: Pen, { r, y }: { r: number; y: number }): string {
  const ry = r * FLAT
  const spokes = [0, 1, 2, 3].map((index) => {
    const turn = (Math.PI * (index + 0.35)) / 4
    return `M${n(CX - r * 0.9 * Math.cos(turn))} ${n(y - ry * 0.9 * Math.sin(turn))}L${n(CX + r * 0.9 * Math.cos(turn))} ${n(y + ry * 0.9 * Math.sin(turn))}`
  })
  return [
    pen.line({
      d: spokes.join('') + oval({ cx: CX, cy: y, rx: r * 0.55, ry: ry * 0.55 }),
      colour: '#d5dde0',
      width: 7,
    }),
    pen.shade({ d: oval({ cx: CX, cy: y - 8, rx: r + 6, ry: ry + 2 }), fill: '#cfe6ea', alpha: 0.35 }),
    pen.shade({
      d: `M${n(CX - r * 0.7)} ${n(y - ry * 0.5)}L${n(CX - r * 0.2)} ${n(y - ry * 0.9)}L${n(CX + r * 0.1)} ${n(y + ry * 0.4)}L${n(CX - r * 0.4)} ${n(y + ry * 0.7)}z`,
      fill: '#ffffff',
      alpha: 0.4,
    }),
    tube(pen, { d: `M${CX - r} ${n(y - 6)}H${CX + r}`, skin: pen.main, width: 34 }),
  ].join('')
}

function manual(pen: Pen): string {
  const [r, foot, h] = [260, 860, 470]
  const top = foot - h
  return [
    legs(pen, { r, foot, drop: 110 }),
    kettle(pen, { r, h, foot }),
    clearLid(pen, { r, y: top }),
    pen.piece({ d: rect({ x: 548, y: top - 70, w: 104, h: 80, r: 14 }), fill: round(pen, pen.second) }),
    tube(pen, { d: `M640 ${top - 30}H800V${top - 150}`, skin: pen.main, width: 22 }),
    pen.piece({ d: rect({ x: 776, y: top - 236, w: 48, h: 110, r: 22 }), fill: round(pen, pen.accent) }),
    studs(pen, {
      at: [
        [574, top - 44],
        [626, top - 44],
        [574, top - 10],
        [626, top - 10],
      ],
      r: 7,
      skin: pen.main,
    }),
    gate(pen, foot - 4),
  ].join('')
}

function electric(pen: Pen): string {
  const [r, foot, h] = [290, 860, 470]
  const top = foot - h
  const panel = [
    pen.piece({ d: rect({ x: 700, y: 560, w: 150, h: 190, r: 20 }), fill: round(pen, pen.second) }),
    pen.piece({ d: rect({ x: 722, y: 584, w: 106, h: 52, r: 8 }), fill: '#d9ead2' }),
    studs(pen, {
      at: [
        [746, 690],
        [806, 690],
      ],
      r: 17,
      skin: pen.accent,
    }),
  ]
  return [
    legs(pen, { r, foot, drop: 110 }),
    kettle(pen, { r, h, foot }),
    clearLid(pen, { r, y: top }),
    pen.piece({ d: rect({ x: 520, y: top - 150, w: 160, h: 150, r: 26 }), fill: round(pen, pen.second) }),
    pen.hair({
      d: [0, 1, 2, 3].map((row) => `M548 ${top - 116 + row * 24}h104`).join(''),
      colour: pen.second.deep,
      width: 7,
      alpha: 0.7,
    }),
    pen.line({ d: `M680 ${top - 90}C800 ${top - 110} 900 ${top} 800 560`, colour: '#4d5a63', width: 9 }),
    ...panel,
    gate(pen, foot - 4),
  ].join('')
}

function tank(pen: Pen): string {
  const [r, foot, h] = [230, 900, 560]
  const metal = polished(pen, pen.main)
  const lid = drum(pen, { drum: { cx: CX, foot: foot - h, r: r + 12, h: 36 }, fill: metal, cover: pen.main.hi })
  return [
    kettle(pen, { r, h, foot }),
    lid,
    tube(pen, { d: `M540 ${foot - h - 44}c0-50 120-50 120 0`, skin: pen.second, width: 22 }),
    tube(pen, { d: 'M372 470c-40 0-40 90 0 90M828 470c40 0 40 90 0 90', skin: pen.main, width: 20 }),
    gate(pen, foot - 26),
  ].join('')
}

export const extraction = {
  'extractor-manual': {
    ...standing({ x: 316, y: 154, w: 568, h: 830 }),
    focus: { x: 650, y: 400, zoom: 1.9 },
    paint: manual,
  },
  'extractor-electric': {
    ...standing({ x: 288, y: 240, w: 624, h: 744 }),
    focus: { x: 700, y: 560, zoom: 1.9 },
    paint: electric,
  },
  tank: { ...standing({ x: 340, y: 250, w: 520, h: 740 }), focus: { x: 600, y: 840, zoom: 2 }, paint: tank },
} as const satisfies Record<string, Shape>
