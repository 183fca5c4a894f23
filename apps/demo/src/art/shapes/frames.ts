import { onPlane } from '../camera.ts'
import { n, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, boxMeasures, type Shape } from '../shape.ts'
import { box, drum, polished } from '../solids.ts'
import { honeycomb, studs } from '../textures.ts'

type Size = { w: number; h: number }
type Filling = 'wires' | 'comb' | 'sections'

const BAR = 30
const LUG = 34

/** Outline of a Hoffmann frame: a top bar with lugs, broad shoulders, side bars and a bottom bar. */
function woodwork({ w, h }: Size): string {
  const inner = rect({ x: BAR, y: BAR, w: w - 2 * BAR, h: h - BAR - 22 })
  const outer = `M${-LUG} 0h${w + 2 * LUG}v18h${-LUG}v${h - 18}h${-w}v${18 - h}h${-LUG}z`
  return outer + inner
}

function filling(pen: Pen, { size: { w, h }, kind }: { size: Size; kind: Filling }): string {
  const field = { x: BAR, y: BAR, w: w - 2 * BAR, h: h - BAR - 22 }
  const wax = pen.second
  if (kind === 'wires') {
    const wires = [0.25, 0.5, 0.75].map((share) => `M${BAR} ${n(BAR + field.h * share)}h${n(field.w)}`).join('')
    return pen.line({ d: wires, colour: pen.accent.base, width: 3 })
  }
  const fill = honeycomb(pen, { fill: wax.light, line: wax.dark, cell: 26 })
  const sheet = pen.piece({ d: rect(field), fill })
  const lit = pen.blend({
    base: wax.hi,
    turn: 45,
    stops: [
      [0, '#ffffff', 0.45],
      [55, '#ffffff', 0],
      [100, wax.deep, 0.25],
    ],
  })
  const dividers = [1 / 3, 2 / 3]
    .map((share) => rect({ x: BAR + field.w * share - 9, y: BAR, w: 18, h: field.h }))
    .join('')
  return (
    sheet +
    pen.shade({ d: rect(field), fill: lit, alpha: 1 }) +
    (kind === 'sections' ? pen.piece({ d: dividers, fill: pen.main.light }) : '')
  )
}

/** One frame at depth `y`; its thickness is a darker copy a little behind. */
function frame(pen: Pen, { size, kind, y }: { size: Size; kind: Filling; y: number }): string {
  const skin = pen.main
  const d = woodwork(size)
  const at = (back: number) => ({ x: -size.w / 2, y: y + back, z: size.h })
  const fill = pen.blend({
    base: skin.light,
    turn: 45,
    stops: [
      [0, skin.hi],
      [100, skin.base],
    ],
  })
  const bar = pen.piece({ d: rect({ x: -LUG, y: 0, w: size.w + 2 * LUG, h: 26 }), fill: skin.hi })
  const face =
    pen.piece({ d, fill, hollow: true }) +
    pen.hair({ d: `M8 40v${size.h - 60}M${size.w - 8} 40v${size.h - 60}`, colour: skin.dark, width: 3, alpha: 0.4 }) +
    studs(pen, {
      at: [0.25, 0.5, 0.75].flatMap(
        (share) =>
          [
            [14, size.h * share],
            [size.w - 14, size.h * share],
          ] as const,
      ),
      r: 5,
      skin: pen.accent,
    })
  return (
    onPlane({ plane: 'top', at: at(0), art: bar }) +
    onPlane({ plane: 'front', at: at(24), art: pen.piece({ d, fill: skin.dark, hollow: true }) }) +
    onPlane({ plane: 'front', at: at(12), art: filling(pen, { size, kind }) }) +
    onPlane({ plane: 'front', at: at(0), art: face })
  )
}

/** A frame in front and, for empty ones, a second behind it. */
function frames({ size, kind }: { size: Size; kind: Filling }): Shape {
  const depths = kind === 'wires' ? [150, 0] : [0]
  return {
    ...boxFrame({ w: size.w + 2 * LUG, d: 40, h: size.h }),
    shadow: { cx: 650, cy: 900, rx: size.w * 0.62, ry: 95 },
    focus: { x: 600 - size.w * 0.22, y: 900 - size.h * 0.72, zoom: 2.5 },
    paint: (pen) => depths.map((y) => frame(pen, { size, kind, y })).join(''),
  }
}

function foundation(pen: Pen): string {
  const wax = pen.main
  const comb = honeycomb(pen, { fill: wax.light, line: wax.dark, cell: 26 })
  const lit = pen.blend({
    base: wax.hi,
    turn: 45,
    stops: [
      [0, '#ffffff', 0.5],
      [60, '#ffffff', 0],
      [100, wax.deep, 0.3],
    ],
  })
  const sheet = (w: number, h: number) =>
    pen.piece({ d: rect({ x: 0, y: 0, w, h }), fill: comb, rim: { colour: wax.dark, width: 4 } }) +
    pen.shade({ d: rect({ x: 0, y: 0, w, h }), fill: lit, alpha: 1 })
  const layers = pen.hair({
    d: [20, 40, 60].map((y) => `M0 ${y}h520`).join(''),
    colour: wax.deep,
    width: 4,
    alpha: 0.6,
  })
  const standing = [60, 30, 0].map((back) =>
    onPlane({ plane: 'front', at: { x: -260 + back, y: 190 + back, z: 410 }, art: sheet(520, 400) }),
  )
  return (
    standing.join('') +
    box(pen, {
      box: { y: -90, w: 520, d: 340, h: 78 },
      skin: wax,
      art: { top: sheet(520, 340), front: layers, side: layers },
    })
  )
}

function wireSpool(pen: Pen): string {
  const steel = pen.main
  const turns = Array.from(
    { length: 13 },
    (_, index) => `M420 ${560 + index * 24}A180 62 0 0 0 780 ${560 + index * 24}`,
  ).join('')
  const flange = (foot: number) =>
    drum(pen, { drum: { cx: 600, foot, r: 250, h: 40 }, fill: polished(pen, pen.second), cover: pen.second.hi })
  return [
    flange(900),
    drum(pen, { drum: { cx: 600, foot: 862, r: 182, h: 340 }, fill: polished(pen, steel) }),
    pen.hair({ d: turns, colour: steel.deep, width: 5, alpha: 0.7 }),
    flange(530),
    pen.piece({ d: 'M528 490a72 25 0 1 0 144 0a72 25 0 1 0-144 0z', fill: '#5b4b3b' }),
    pen.line({ d: 'M776 700c80 20 130 90 150 190c8 40-30 60-60 34', colour: steel.dark, width: 6 }),
  ].join('')
}

export const frameShapes = {
  'frame-shallow': frames({ size: { w: 620, h: 220 }, kind: 'wires' }),
  'frame-wide': frames({ size: { w: 620, h: 330 }, kind: 'wires' }),
  'frame-deep': frames({ size: { w: 620, h: 430 }, kind: 'wires' }),
  'frame-square': frames({ size: { w: 540, h: 400 }, kind: 'wires' }),
  'frame-tall': frames({ size: { w: 370, h: 600 }, kind: 'wires' }),
  'frame-drone': frames({ size: { w: 600, h: 400 }, kind: 'comb' }),
  'frame-sections': frames({ size: { w: 620, h: 300 }, kind: 'sections' }),
  foundation: {
    ...boxFrame({ y: 50, w: 580, d: 620, h: 410 }),
    measures: boxMeasures({ y: -90, w: 520, d: 340, h: 78 }),
    focus: { x: 600, y: 760, zoom: 2 },
    paint: foundation,
  },
  'wire-spool': { bounds: { x: 350, y: 400, w: 580, h: 590 }, focus: { x: 620, y: 640, zoom: 1.9 }, paint: wireSpool },
} as const satisfies Record<string, Shape>
