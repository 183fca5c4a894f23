import { project } from '../camera.ts'
import { lineTo, poly, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, type Shape } from '../shape.ts'
import { type Box, box, slat } from '../solids.ts'
import { grain, grip, joints, mesh } from '../textures.ts'

const BODY: Box = { w: 520, d: 470, h: 280 }

function openBody(pen: Pen): string {
  const { w, d, h } = BODY
  const skin = pen.main
  const inside = pen.piece({ d: rect({ x: 24, y: 24, w: w - 48, h: d - 48 }), fill: '#4a3526' })
  const bars = Array.from({ length: 9 }, (_, index) => rect({ x: 24 + 12 + index * 51.5, y: 24, w: 34, h: d - 48 }))
  const frames =
    pen.piece({ d: bars.join(''), fill: skin.hi }) +
    pen.hair({
      d: bars.map((_, index) => `M${70 + index * 51.5} 24v${d - 48}`).join(''),
      colour: skin.dark,
      width: 5,
      alpha: 0.7,
    })
  const front = [
    grain(pen, { area: { w, h }, skin, lines: 5 }),
    joints(pen, { area: { w, h }, skin, count: 7 }),
    grip(pen, { x: w / 2, y: 90, w: 150, skin }),
  ]
  return box(pen, {
    box: BODY,
    skin,
    art: {
      front: front.join(''),
      side: grain(pen, { area: { w: d, h }, skin }) + grip(pen, { x: d / 2, y: 90, w: 150, skin }),
      top: inside + frames,
    },
  })
}

const ROOF: Box = { w: 560, d: 520, h: 120 }

function roof(pen: Pen): string {
  const { w, d, h } = ROOF
  const skin = pen.main
  const fold = pen.shade({ d: rect({ x: 0, y: h - 16, w, h: 16 }), fill: skin.dark, alpha: 0.6 })
  const vents = pen.piece({
    d: [0, 1, 2].map((index) => rect({ x: w / 2 - 70 + index * 50, y: 46, w: 34, h: 14, r: 7 })).join(''),
    fill: skin.deep,
  })
  const sheen = pen.shade({ d: `M70 0h150L150 ${d}H0z`, fill: '#ffffff', alpha: 0.35 })
  const seam = pen.hair({ d: `M20 20h${w - 40}v${d - 40}H20z`, colour: skin.dark, width: 3, alpha: 0.35 })
  return box(pen, {
    box: ROOF,
    skin,
    art: {
      front: fold + vents,
      top: sheen + seam,
      side: pen.shade({ d: rect({ x: 0, y: h - 16, w: d, h: 16 }), fill: skin.deep, alpha: 0.5 }),
    },
  })
}

const BASE: Box = { z: 40, w: 560, d: 520, h: 84 }

function floorBoard(pen: Pen): string {
  const { w, d } = BASE
  const skin = pen.main
  const screen = mesh(pen, { fill: '#c3cacb', line: '#8b979b', step: 18, width: 3 })
  const top =
    pen.piece({ d: rect({ x: 34, y: 34, w: w - 68, h: d - 68 }), fill: screen }) +
    pen.shade({ d: rect({ x: 34, y: 34, w: 20, h: d - 68 }), fill: '#43394a', alpha: 0.25 })
  const entrance = pen.piece({ d: rect({ x: 90, y: 0, w: w - 180, h: 34 }), fill: '#3b2a22' })
  const drawer = pen.hair({ d: `M30 62h${d - 60}`, colour: skin.deep, width: 6, alpha: 0.8 })
  return (
    slat(pen, { box: { x: 220, w: 60, d: 520, h: 40 }, skin }) +
    slat(pen, { box: { x: -220, y: 0, w: 60, d: 520, h: 40 }, skin }) +
    box(pen, {
      box: BASE,
      skin,
      art: { top, front: entrance + grain(pen, { area: { w, h: 84 }, skin, lines: 2 }), side: drawer },
    }) +
    slat(pen, { box: { z: 60, y: -300, w: 420, d: 80, h: 16 }, skin })
  )
}

function stand(pen: Pen): string {
  const skin = pen.main
  const bar = (spec: Box) => slat(pen, { box: spec, skin })
  return [
    bar({ x: -270, y: 210, w: 30, d: 30, h: 230 }),
    bar({ x: 270, y: 210, w: 30, d: 30, h: 230 }),
    bar({ y: 210, z: 230, w: 620, d: 34, h: 34 }),
    bar({ x: -270, z: 230, w: 34, d: 420, h: 34 }),
    bar({ x: 270, z: 230, w: 34, d: 420, h: 34 }),
    bar({ x: -270, y: -210, w: 30, d: 30, h: 230 }),
    bar({ x: 270, y: -210, w: 30, d: 30, h: 230 }),
    box(pen, { box: { y: -210, z: 230, w: 620, d: 34, h: 34 }, skin }),
    ...[-270, 270].map((x) => box(pen, { box: { x, y: -210, w: 60, d: 60, h: 12 }, skin: pen.accent })),
  ].join('')
}

const NUC: Box = { w: 330, d: 520, h: 360 }

function nucleusBox(pen: Pen): string {
  const { w, d, h } = NUC
  const skin = pen.main
  const hole = pen.piece({ d: 'M165 262a30 30 0 1 1 .1 0z', fill: '#3b2a22' })
  const disc = pen.line({ d: 'M165 272a40 40 0 1 1 .1 0z', colour: pen.accent.base, width: 9 })
  const speckle = Array.from(
    { length: 14 },
    () => `M${Math.round(20 + pen.random() * 290)} ${Math.round(20 + pen.random() * 330)}h.1`,
  ).join('')
  const front = pen.hair({ d: speckle, colour: skin.dark, width: 7, alpha: 0.4 }) + hole + disc
  const lid = box(pen, {
    box: { z: h, w: w + 24, d: d + 24, h: 60 },
    skin,
    art: { side: grip(pen, { x: 272, y: 16, w: 110, skin }) },
  })
  return (
    box(pen, {
      box: NUC,
      skin,
      art: { front, side: pen.shade({ d: rect({ x: 0, y: 0, w: d, h: 24 }), fill: skin.deep, alpha: 0.4 }) },
    }) +
    lid +
    strap(pen)
  )
}

function strap(pen: Pen): string {
  const { w, h } = NUC
  const at = (x: number, y: number, z: number) => project({ x, y, z })
  const [r, top] = [w / 2 + 13, h + 61]
  const over = [at(-r, -20, top), at(r, -20, top), at(r, -20, 0), at(r, 20, 0), at(r, 20, top), at(-r, 20, top)]
  const buckle = [at(r, -34, 300), at(r, 34, 300), at(r, 34, 220), at(r, -34, 220)]
  const glint = lineTo([at(-r, 14, top), at(r, 14, top)])
  return (
    pen.piece({ d: poly(over), fill: pen.accent.base }) +
    pen.hair({ d: glint, colour: pen.accent.hi, width: 3, alpha: 0.8 }) +
    pen.piece({ d: poly(buckle), fill: '#59646b' })
  )
}

export const hiveParts = {
  'hive-body': { ...boxFrame(BODY), focus: { x: 600, y: 680, zoom: 1.9 }, paint: openBody },
  'hive-roof': { ...boxFrame(ROOF), focus: { x: 600, y: 800, zoom: 1.8 }, paint: roof },
  'hive-floor': { ...boxFrame({ w: 560, d: 520, h: 124 }), focus: { x: 600, y: 800, zoom: 1.8 }, paint: floorBoard },
  'hive-stand': { ...boxFrame({ w: 620, d: 460, h: 264 }), focus: { x: 480, y: 720, zoom: 2 }, paint: stand },
  'nucleus-box': { ...boxFrame({ w: 354, d: 544, h: 420 }), focus: { x: 520, y: 700, zoom: 1.9 }, paint: nucleusBox },
} as const satisfies Record<string, Shape>
