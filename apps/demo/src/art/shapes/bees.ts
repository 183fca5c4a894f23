import { FLAT, onPlane } from '../camera.ts'
import { n, oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, boxMeasures, type Shape } from '../shape.ts'
import { type Box, band, box, drum, round } from '../solids.ts'
import { gloss, grain, grip } from '../textures.ts'
import { bee } from './bee.ts'

/** A round top feeder: outer tub, rim and the climbing cone in the middle. */
function topFeeder(pen: Pen): string {
  const skin = pen.main
  const [cx, foot, r, h] = [600, 860, 340, 210]
  const top = foot - h
  const disc = (radius: number, y: number) => oval({ cx, cy: y, rx: radius, ry: radius * FLAT })
  const syrup = pen.blend({
    base: pen.second.base,
    turn: 90,
    stops: [
      [0, pen.second.dark],
      [100, pen.second.light],
    ],
  })
  return [
    drum(pen, { drum: { cx, foot, r: r - 20, h, top: r }, fill: round(pen, skin), cover: skin.light }),
    band(pen, { drum: { cx, foot: top + 30, r: r + 10, h: 34 }, fill: round(pen, skin) }),
    pen.piece({ d: disc(r + 10, top - 4), fill: skin.hi }),
    pen.piece({ d: disc(r - 22, top - 4), fill: skin.deep }),
    pen.piece({ d: disc(r - 34, top + 14), fill: syrup }),
    pen.shade({ d: `M${cx - 240} ${top + 10}q120-70 260-80q-120 40-180 110z`, fill: '#ffffff', alpha: 0.35 }),
    drum(pen, { drum: { cx, foot: top + 26, r: 104, h: 150, top: 70 }, fill: round(pen, skin), cover: skin.dark }),
    pen.hair({
      d: [-60, -30, 0, 30, 60]
        .map((dx) => `M${cx + dx} ${n(top - 94 + 20 * (1 - Math.abs(dx) / 80))}l${n(dx * 0.35)} 130`)
        .join(''),
      colour: skin.deep,
      width: 4,
      alpha: 0.3,
    }),
  ].join('')
}

/** A wooden feeder box that covers the whole hive. */
function boxFeeder(pen: Pen): string {
  const body: Box = { w: 560, d: 500, h: 150 }
  const skin = pen.main
  const { w, d, h } = body
  const bath = (x: number, width: number) =>
    pen.piece({ d: rect({ x, y: 26, w: width, h: d - 52 }), fill: pen.second.base }) +
    pen.shade({ d: rect({ x, y: 26, w: 18, h: d - 52 }), fill: '#43394a', alpha: 0.3 }) +
    pen.shade({ d: `M${x + 40} ${d - 40}h70L${x + 70} 60h-40z`, fill: '#ffffff', alpha: 0.3 })
  const climb =
    pen.piece({ d: rect({ x: 258, y: 26, w: 44, h: d - 52 }), fill: skin.base }) +
    pen.hair({ d: `M280 40v${d - 80}`, colour: skin.deep, width: 10, alpha: 0.8 })
  const front = grain(pen, { area: { w, h }, skin, lines: 3 }) + grip(pen, { x: w / 2, y: 56, w: 130, skin })
  return box(pen, {
    box: body,
    skin,
    art: {
      top: bath(26, 232) + bath(302, 232) + climb,
      front,
      side: grain(pen, { area: { w: d, h }, skin, lines: 2 }),
    },
  })
}

function canister(pen: Pen): string {
  const skin = pen.main
  const body =
    'M360 480c0-40 20-70 60-90l80-40c20-12 40-16 70-16h200c50 0 80 30 80 80v460c0 40-24 64-64 64H424c-40 0-64-24-64-64z'
  const window = 'M392 620h60v260h-60z'
  const hole = 'M560 400h150c16 0 26 10 26 26s-10 26-26 26H560c-16 0-26-10-26-26s10-26 26-26z'
  return [
    pen.piece({ d: body, fill: round(pen, skin) }),
    pen.shade({ d: 'M360 640h490v234c0 40-24 64-64 64H424c-40 0-64-24-64-64z', fill: pen.second.base, alpha: 0.5 }),
    pen.shade({ d: window, fill: pen.second.base, alpha: 0.8 }),
    pen.hair({ d: 'M462 660h-26M462 710h-26M462 760h-26M462 810h-26', colour: skin.deep, width: 5, alpha: 0.7 }),
    pen.piece({ d: hole, fill: skin.deep }),
    pen.hair({ d: 'M560 452h150', colour: '#ffffff', width: 5, alpha: 0.7 }),
    pen.piece({ d: rect({ x: 404, y: 326, w: 92, h: 66, r: 10 }), fill: round(pen, pen.accent) }),
    pen.hair({ d: 'M420 336v46M440 336v46M460 336v46M480 336v46', colour: pen.accent.deep, width: 5, alpha: 0.6 }),
    pen.piece({ d: rect({ x: 520, y: 560, w: 270, h: 280, r: 20 }), fill: '#fffaf0' }),
    pen.piece({ d: 'M655 600l86 50v100l-86 50l-86-50v-100z', fill: pen.second.base }),
    `<g transform="translate(648 700)rotate(-30)scale(.8)">${bee(pen)}</g>`,
    gloss(pen, { x: 800, y: 500, w: 16, h: 330, alpha: 0.45 }),
  ].join('')
}

/** A flat packet of candy with a torn feeding window. */
function fondant(pen: Pen): string {
  const body: Box = { w: 560, d: 380, h: 110 }
  const skin = pen.main
  const film = pen.shade({ d: 'M30 20h180L90 360H30z', fill: '#ffffff', alpha: 0.5 })
  const label =
    pen.piece({ d: rect({ x: 190, y: 0, w: 220, h: 380 }), fill: pen.second.base }) +
    pen.piece({ d: 'M300 110l70 40v80l-70 40l-70-40v-80z', fill: pen.second.hi })
  const front = pen.piece({ d: rect({ x: 190, y: 0, w: 220, h: 110 }), fill: pen.second.dark })
  const creases = pen.hair({
    d: 'M10 60q60-20 120-4M430 40q60 20 110 6M20 90q80-16 150 0',
    colour: skin.dark,
    width: 4,
    alpha: 0.5,
  })
  const pack = (at: Pick<Box, 'x' | 'y' | 'z'>) =>
    box(pen, { box: { ...body, ...at }, skin, art: { top: film + label, front: front + creases } })
  return pack({ x: 0, y: 0, z: 0 }) + pack({ x: 16, y: 10, z: 112 }) + pack({ x: -8, y: -6, z: 224 })
}

const NUC: Box = { w: 400, d: 460, h: 330 }

/** A box of combs with its bees, lid leaning at the side. */
function colony(pen: Pen): string {
  const { w, d, h } = NUC
  const skin = pen.main
  const inside = pen.piece({ d: rect({ x: 20, y: 20, w: w - 40, h: d - 40 }), fill: '#4a3526' })
  const bars = [0, 1, 2, 3, 4].map((index) => rect({ x: 34 + index * 68, y: 20, w: 46, h: d - 40 })).join('')
  const combs =
    pen.piece({ d: bars, fill: skin.hi }) +
    pen.hair({
      d: [0, 1, 2, 3].map((index) => `M${91 + index * 68} 30v${d - 60}`).join(''),
      colour: pen.accent.dark,
      width: 12,
      alpha: 0.8,
    })
  const hole =
    pen.piece({ d: oval({ cx: w / 2, cy: h - 70, rx: 34 }), fill: '#3b2a22' }) +
    pen.line({ d: oval({ cx: w / 2, cy: h - 70, rx: 44 }), colour: pen.second.base, width: 12 })
  const lid =
    pen.piece({ d: rect({ x: 0, y: 0, w: 400, h: 420, r: 12 }), fill: pen.second.base }) +
    pen.hair({ d: rect({ x: 26, y: 26, w: 348, h: 368, r: 8 }), colour: pen.second.deep, width: 5, alpha: 0.5 })
  const walking = (
    [
      [110, 120, 20],
      [250, 90, 200],
      [190, 300, 120],
      [320, 330, 250],
    ] as const
  )
    .map(([x, y, turn]) => `<g transform="translate(${x} ${y})rotate(${turn})scale(.75)">${bee(pen)}</g>`)
    .join('')
  const front = grain(pen, { area: { w, h }, skin, lines: 4 }) + hole
  return (
    onPlane({ plane: 'front', at: { x: -150, y: 250, z: 420 }, art: lid }) +
    box(pen, {
      box: NUC,
      skin,
      art: { top: inside + combs + walking, front, side: grip(pen, { x: d / 2, y: 80, w: 130, skin }) },
    })
  )
}

export const bees = {
  'feeder-round': {
    bounds: { x: 240, y: 470, w: 720, h: 510 },
    shadow: { cx: 640, cy: 900, rx: 440, ry: 130 },
    focus: { x: 560, y: 640, zoom: 1.8 },
    paint: topFeeder,
  },
  'feeder-box': { ...boxFrame({ w: 560, d: 500, h: 150 }), focus: { x: 640, y: 720, zoom: 1.9 }, paint: boxFeeder },
  canister: { bounds: { x: 356, y: 326, w: 500, h: 615 }, focus: { x: 600, y: 520, zoom: 1.8 }, paint: canister },
  fondant: {
    ...boxFrame({ w: 580, d: 400, h: 334 }),
    measures: boxMeasures({ w: 560, d: 380, h: 110 }),
    focus: { x: 600, y: 720, zoom: 1.9 },
    paint: fondant,
  },
  colony: {
    ...boxFrame({ w: 440, d: 560, h: 420 }),
    measures: boxMeasures(NUC),
    focus: { x: 600, y: 560, zoom: 1.9 },
    paint: colony,
  },
} as const satisfies Record<string, Shape>
