import { FLAT, project } from '../camera.ts'
import { n, oval, poly, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, type Shape } from '../shape.ts'
import { type Box, box, round, slat } from '../solids.ts'
import { grain, grip, joints, overhang } from '../textures.ts'

const W = 430
const D = 400
const FEET = 60
const FLOOR = 56
const DARK = '#3b2a22'

type Storey = { z: number; h: number; shaded?: boolean }

/** One wooden storey with finger joints and a hand hold; the highest lies in the shade of the roof. */
function storey(pen: Pen, { z, h, shaded = false }: Storey): string {
  const skin = pen.main
  const shade = (w: number) => (shaded ? overhang(pen, { w, skin }) : '')
  const front = [
    grain(pen, { area: { w: W, h }, skin, lines: h > 180 ? 3 : 2 }),
    joints(pen, { area: { w: W, h }, skin }),
    grip(pen, { x: W / 2, y: h * 0.38, w: 130, skin }),
    shade(W),
  ]
  const side = grain(pen, { area: { w: D, h }, skin, lines: 1 }) + shade(D)
  return box(pen, { box: { z, w: W, d: D, h }, skin, art: { front: front.join(''), side } })
}

function feet(pen: Pen): string {
  const foot = (x: number, y: number) => slat(pen, { box: { x, y, w: 34, d: 34, h: FEET }, skin: pen.second })
  return foot(-170, -150) + foot(170, 150) + foot(170, -150)
}

function floorBoard(pen: Pen): string {
  const w = W + 16
  const entrance =
    pen.piece({ d: rect({ x: 70, y: 14, w: w - 140, h: 24, r: 6 }), fill: DARK }) +
    pen.hair({ d: `M76 38h${w - 152}`, colour: pen.main.hi, width: 4, alpha: 0.8 })
  const landing = slat(pen, { box: { z: FEET, y: -D / 2 - 36, w: W - 60, d: 56, h: 14 }, skin: pen.main })
  return box(pen, { box: { z: FEET, w, d: D + 10, h: FLOOR }, skin: pen.main, art: { front: entrance } }) + landing
}

/** The telescopic metal roof. */
function metalRoof(pen: Pen, z: number): string {
  const [w, d, h] = [W + 26, D + 26, 62]
  const rim = pen.shade({ d: rect({ x: 0, y: h - 12, w, h: 12 }), fill: pen.second.dark, alpha: 0.6 })
  const sheen = pen.shade({ d: `M${n(w * 0.1)} 0h128L100 ${d}h-100z`, fill: '#ffffff', alpha: 0.35 })
  return box(pen, { box: { z, w, d, h }, skin: pen.second, art: { front: rim, top: sheen } })
}

/** A vertical hive of `heights` storeys, told from below. */
function stack(heights: readonly number[]): Shape {
  const bodies = heights.map((h, index) => ({
    z: FEET + FLOOR + heights.slice(0, index).reduce((sum, below) => sum + below, 0),
    h,
    shaded: index === heights.length - 1,
  }))
  const top = FEET + FLOOR + heights.reduce((sum, h) => sum + h, 0)
  return {
    ...boxFrame({ w: W + 26, d: D + 26, h: top + 62 }),
    focus: { x: 580, y: 800, zoom: 1.9 },
    paint: (pen) =>
      feet(pen) + floorBoard(pen) + bodies.map((body) => storey(pen, body)).join('') + metalRoof(pen, top),
  }
}

const LONG: Box = { z: 150, w: 660, d: 360, h: 270 }

function longHive(pen: Pen): string {
  const { w, d, h } = LONG
  const skin = pen.main
  const leg = (x: number, y: number) => slat(pen, { box: { x, y, w: 36, d: 36, h: 150 }, skin })
  const slot = (x: number) => pen.piece({ d: rect({ x, y: h - 62, w: 120, h: 20, r: 10 }), fill: DARK })
  const planks = pen.hair({ d: `M0 90h${w}M0 180h${w}`, colour: skin.deep, width: 3, alpha: 0.5 })
  const front =
    grain(pen, { area: { w, h }, skin, lines: 6 }) + planks + slot(90) + slot(450) + overhang(pen, { w, skin })
  const side = grain(pen, { area: { w: d, h }, skin, lines: 4 }) + overhang(pen, { w: d, skin })
  return [
    leg(-290, -140),
    leg(290, 140),
    leg(290, -140),
    box(pen, { box: LONG, skin, art: { front, side } }),
    slat(pen, { box: { z: 170, y: -d / 2 - 26, w: w - 60, d: 52, h: 14 }, skin }),
    gable(pen, { z: 420, w: w + 50, d: d + 60, h: 140 }),
  ].join('')
}

function gable(pen: Pen, { z, w, d, h }: { z: number; w: number; d: number; h: number }): string {
  const skin = pen.second
  const at = (x: number, y: number, up: number) => project({ x, y, z: z + up })
  const slope = [at(-w / 2, -d / 2, 0), at(w / 2, -d / 2, 0), at(w / 2, 0, h), at(-w / 2, 0, h)]
  const end = [at(w / 2, -d / 2, 0), at(w / 2, d / 2, 0), at(w / 2, 0, h)]
  const seams = [0.2, 0.4, 0.6, 0.8].map((share) => {
    const [a, b] = [at(-w / 2 + w * share, -d / 2, 0), at(-w / 2 + w * share, 0, h)]
    return `M${n(a[0])} ${n(a[1])}L${n(b[0])} ${n(b[1])}`
  })
  const fill = pen.blend({
    base: skin.light,
    turn: 90,
    stops: [
      [0, skin.hi],
      [100, skin.base],
    ],
  })
  return (
    pen.piece({ d: poly(end), fill: skin.deep, rim: { colour: skin.dark, width: 12 } }) +
    pen.piece({ d: poly(slope), fill, rim: { colour: skin.base, width: 12 } }) +
    pen.hair({ d: seams.join(''), colour: skin.dark, width: 4, alpha: 0.6 })
  )
}

const COILS = 11

function skep(pen: Pen): string {
  const coils = Array.from({ length: COILS }, (_, row) => {
    const rise = Math.sin((row / COILS) * (Math.PI / 2))
    const r = 300 * Math.sqrt(Math.max(0.03, 1 - (row / (COILS - 0.4)) ** 2.6))
    return coil(pen, { y: 910 - rise * 330 - row * 20, r })
  })
  const door = 'M548 950c-6-60 4-116 52-116s58 56 52 116c-34 6-70 6-104 0z'
  const cap = pen.piece({
    d: 'M500 372c0-70 40-96 100-96s100 26 100 96c-60 22-140 22-200 0z',
    fill: round(pen, pen.main),
  })
  const knot = pen.piece({ d: oval({ cx: 600, cy: 282, rx: 40, ry: 24 }), fill: pen.second.base })
  return (
    cap +
    knot +
    coils.join('') +
    pen.hair({ d: door, colour: pen.second.base, width: 16, alpha: 1 }) +
    pen.piece({ d: door, fill: '#3f2a1b' })
  )
}

function coil(pen: Pen, { y, r }: { y: number; r: number }): string {
  const skin = pen.main
  const fill = pen.blend({
    base: skin.light,
    stops: [
      [0, skin.base],
      [25, skin.hi],
      [55, skin.base],
      [100, skin.deep],
    ],
  })
  const ry = r * FLAT * 0.6
  const left = `${n(600 - r)} ${n(y)}`
  const bow = `A${n(r)} ${n(ry)} 0 0 0 ${n(600 + r)} ${n(y)}`
  const ties = Array.from({ length: 8 }, (_, index) => {
    const turn = (Math.PI * (index + 0.3 + pen.random() * 0.4)) / 8
    return `M${n(600 - r * Math.cos(turn))} ${n(y - 40 + ry * Math.sin(turn))}l8 34`
  })
  return (
    pen.piece({ d: `M${n(600 - r)} ${n(y - 60)}c-18 8-22 52 0 60${bow}c22-8 18-52 0-60z`, fill }) +
    pen.hair({ d: `M${left}${bow}`, colour: skin.deep, width: 4, alpha: 0.5 }) +
    pen.hair({ d: ties.join(''), colour: pen.second.base, width: 6, alpha: 0.6 })
  )
}

export const hives = {
  'hive-low': stack([230]),
  hive: stack([210, 150]),
  'hive-tall': stack([190, 140, 140]),
  'hive-long': { ...boxFrame({ w: 710, d: 420, h: 550 }), focus: { x: 560, y: 720, zoom: 1.9 }, paint: longHive },
  skep: {
    bounds: { x: 286, y: 258, w: 628, h: 722 },
    shadow: { cx: 640, cy: 950, rx: 420, ry: 90 },
    focus: { x: 600, y: 790, zoom: 1.9 },
    paint: skep,
  },
} as const satisfies Record<string, Shape>
