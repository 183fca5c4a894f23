import type { Tone } from '../colour.ts'
import { oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import type { Shape } from '../shape.ts'
import { round } from '../solids.ts'
import { layShadow, mesh } from '../textures.ts'

/** Cloth takes the light softly; there is no reflection. */
function cloth(pen: Pen, skin: Tone): string {
  return pen.blend({
    base: skin.light,
    stops: [
      [0, skin.base],
      [30, skin.hi],
      [62, skin.base],
      [100, skin.dark],
    ],
  })
}

/** The same artwork on the right hand side. */
const mirrored = (art: string) => `${art}<g transform="matrix(-1 0 0 1 1200 0)">${art}</g>`

const SLEEVE = 'M470 390C410 394 372 430 352 492L266 752c-6 18 2 30 18 36l56 18c16 6 28 0 34-16l96-226z'
const TROUSERS =
  'M455 384C500 366 700 366 745 384L752 700C762 830 770 950 778 1074c0 12-8 20-20 20H652c-12 0-20-8-22-20L600 800 570 1074c-2 12-10 20-22 20H442c-12 0-20-8-20-20C430 950 438 830 448 700z'
const JACKET = 'M455 384C500 366 700 366 745 384L764 860c0 18-10 28-28 28H464c-18 0-28-10-28-28z'

type Wear = { torso: string; fill: string; skin: Tone }

function sleeves(pen: Pen, { fill, skin }: Wear): string {
  const cuff = 'M262 762l84 28c16 6 26 2 32-14l8-20-108-40-8 20z'
  return mirrored(
    pen.piece({ d: SLEEVE, fill }) +
      pen.shade({ d: cuff, fill: skin.dark, alpha: 0.35 }) +
      pen.hair({
        d: 'M392 520c-6 40-20 80-40 110M440 470c0 40-10 80-24 120M300 700c30 6 56 16 80 30',
        colour: skin.deep,
        width: 5,
        alpha: 0.22,
      }),
  )
}

function hood(pen: Pen, { fill, skin }: Wear): string {
  const net = mesh(pen, { fill: pen.second.base, line: pen.second.light, step: 12, width: 2 })
  const shell = 'M462 396C430 230 480 96 600 96s170 134 138 300c-40 24-236 24-276 0z'
  const window = 'M500 210c10-40 50-60 100-60s90 20 100 60c14 50 10 110-4 150c-50 18-142 18-192 0c-14-40-18-100-4-150z'
  return [
    pen.piece({ d: shell, fill }),
    pen.piece({ d: window, fill: net }),
    pen.shade({
      d: 'M520 190c20-26 60-30 90-28c-50 40-80 110-84 190l-22-8c-10-50-6-110 16-154z',
      fill: '#ffffff',
      alpha: 0.16,
    }),
    pen.line({ d: window, colour: skin.dark, width: 8 }),
    pen.piece({ d: 'M450 386c60 34 240 34 300 0l6 26c-70 36-242 36-312 0z', fill: skin.light }),
    pen.line({ d: 'M452 398c70 34 226 34 296 0', colour: pen.accent.base, width: 7 }),
  ].join('')
}

function wear(pen: Pen, { torso, fill, skin }: Wear): string {
  const pocket = rect({ x: 488, y: 500, w: 84, h: 96, r: 10 })
  return [
    layShadow(pen, torso),
    sleeves(pen, { torso, fill, skin }),
    pen.piece({ d: torso, fill }),
    pen.hair({
      d: 'M468 420c14 60 12 130 0 180M732 420c-14 60-12 130 0 180M520 700c20 16 50 22 80 22',
      colour: skin.deep,
      width: 5,
      alpha: 0.22,
    }),
    pen.hair({ d: pocket, colour: skin.deep, width: 4, alpha: 0.4 }),
    pen.hair({ d: 'M488 526h84', colour: skin.deep, width: 4, alpha: 0.4 }),
    hood(pen, { torso, fill, skin }),
    pen.line({ d: 'M600 424v380', colour: pen.accent.base, width: 9 }),
    pen.piece({ d: rect({ x: 591, y: 430, w: 18, h: 40, r: 8 }), fill: pen.accent.dark }),
  ].join('')
}

function suit(pen: Pen): string {
  const skin = pen.main
  const fill = cloth(pen, skin)
  const knees = pen.hair({
    d: 'M444 860c30 14 80 14 116 0M640 860c36 14 86 14 116 0M432 1058h136M632 1058h136',
    colour: skin.deep,
    width: 5,
    alpha: 0.3,
  })
  return wear(pen, { torso: TROUSERS, fill, skin }) + knees
}

/** Three-layer net: the cloth itself is open. */
function ventedSuit(pen: Pen): string {
  const skin = pen.main
  const fill = mesh(pen, { fill: skin.light, line: skin.dark, step: 16, width: 3 })
  const lit = pen.blend({
    base: skin.light,
    stops: [
      [0, '#ffffff', 0.1],
      [30, '#ffffff', 0.5],
      [60, '#ffffff', 0],
      [100, skin.deep, 0.4],
    ],
  })
  return wear(pen, { torso: TROUSERS, fill, skin }) + pen.shade({ d: TROUSERS, fill: lit, alpha: 0.5 })
}

function jacket(pen: Pen): string {
  const skin = pen.main
  const hem = pen.shade({ d: 'M437 830h326l1 30c0 18-10 28-28 28H464c-18 0-28-10-28-28z', fill: skin.dark, alpha: 0.4 })
  return wear(pen, { torso: JACKET, fill: cloth(pen, skin), skin }) + hem
}

function hat(pen: Pen): string {
  const skin = pen.main
  const net = mesh(pen, { fill: pen.second.light, line: pen.second.deep, step: 12, width: 2 })
  const veil = 'M330 470C340 640 320 800 290 930c180 70 440 70 620 0C880 800 860 640 870 470z'
  const brim = oval({ cx: 600, cy: 450, rx: 400, ry: 112 })
  const crown = 'M420 430C410 300 450 210 600 210s190 90 180 220c-60 40-300 40-360 0z'
  return [
    `<g opacity=".72">${pen.piece({ d: veil, fill: net })}</g>`,
    pen.hair({
      d: 'M420 560c0 140-20 270-50 390M780 560c0 140 20 270 50 390M600 570v400',
      colour: pen.second.deep,
      width: 6,
      alpha: 0.35,
    }),
    pen.piece({ d: 'M286 916c184 74 444 74 628 0l6 30c-190 78-450 78-640 0z', fill: skin.light }),
    pen.piece({ d: brim, fill: cloth(pen, skin) }),
    pen.hair({ d: oval({ cx: 600, cy: 450, rx: 372, ry: 98 }), colour: skin.dark, width: 4, alpha: 0.5 }),
    pen.piece({ d: crown, fill: round(pen, skin) }),
    pen.piece({ d: 'M418 392c60 44 304 44 364 0l-2 40c-60 44-300 44-360 0z', fill: pen.accent.base }),
  ].join('')
}

function gloves(pen: Pen): string {
  const hand =
    'M470 620c-20-80-60-120-60-170c0-26 34-30 46-4l34 80-20-260c-2-34 40-38 46-4l26 200 2-240c0-36 48-36 50 0l10 240 24-210c4-34 48-30 46 4l-10 232 28-150c6-30 44-22 40 8l-26 210c-8 60-20 80-24 120z'
  const cuff = 'M462 616h224l40 330c-80 30-224 30-304 0z'
  const one = [
    layShadow(pen, hand + cuff),
    pen.piece({ d: hand, fill: cloth(pen, pen.main) }),
    pen.hair({
      d: 'M522 470c30-12 120-12 150 0M500 540c50 10 110 10 160 0M524 330l4 120M578 300v140M632 320l-4 130',
      colour: pen.main.deep,
      width: 5,
      alpha: 0.3,
    }),
    pen.piece({ d: cuff, fill: cloth(pen, pen.second) }),
    pen.hair({ d: 'M520 700v230M600 700v250M660 690l24 240', colour: pen.second.deep, width: 5, alpha: 0.22 }),
    pen.piece({ d: 'M456 606h236l6 46c-70 16-178 16-248 0z', fill: pen.accent.base }),
    pen.piece({ d: 'M420 930c80 30 228 30 308 0l4 30c-84 32-232 32-316 0z', fill: pen.accent.base }),
  ].join('')
  return `<g transform="rotate(-9 600 600)translate(-110 0)">${one}</g><g transform="matrix(-1 0 0 1 1320 30)rotate(-9 600 600)">${one}</g>`
}

const worn = { shadow: 'flat' } as const

export const clothing = {
  suit: { ...worn, bounds: { x: 250, y: 90, w: 700, h: 1010 }, focus: { x: 600, y: 370, zoom: 2 }, paint: suit },
  'suit-vented': {
    ...worn,
    bounds: { x: 250, y: 90, w: 700, h: 1010 },
    focus: { x: 600, y: 370, zoom: 2 },
    paint: ventedSuit,
  },
  jacket: { ...worn, bounds: { x: 250, y: 90, w: 700, h: 810 }, focus: { x: 600, y: 370, zoom: 1.9 }, paint: jacket },
  hat: { ...worn, bounds: { x: 200, y: 200, w: 800, h: 800 }, focus: { x: 600, y: 430, zoom: 1.8 }, paint: hat },
  gloves: { ...worn, bounds: { x: 240, y: 170, w: 840, h: 850 }, focus: { x: 560, y: 620, zoom: 1.9 }, paint: gloves },
} as const satisfies Record<string, Shape>
