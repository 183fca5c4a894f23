import { n, oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { lengthwise, type Shape } from '../shape.ts'
import { round, tube } from '../solids.ts'
import { gloss, layShadow, studs } from '../textures.ts'

/** Draws an upright tool turned about the middle of the board, lying on the table. */
function laid({ art, turn }: { art: string; turn: number }): string {
  return `<g transform="rotate(${turn} 600 600)">${art}</g>`
}

/** Steel with a sharp reflection, across the width of a blade. */
function blade(pen: Pen, skin: Pen['main']): string {
  return pen.blend({
    base: skin.light,
    stops: [
      [0, skin.light],
      [35, '#ffffff'],
      [50, skin.light],
      [100, skin.dark],
    ],
  })
}

function hiveTool(pen: Pen): string {
  const body =
    'M556 250c0-60 40-96 92-92c44 4 60 44 40 66c-20-14-40-6-40 26l4 30v560c0 30 14 60 22 104H526c8-44 22-74 22-104V280z'
  const grip = 'M549 380c0-12 10-20 22-20h58c12 0 22 8 22 20v340c0 12-10 20-22 20h-58c-12 0-22-8-22-20z'
  const bevel = 'M530 920h140l4 24H526z'
  const art = [
    layShadow(pen, body),
    pen.piece({ d: body, fill: blade(pen, pen.second) }),
    pen.shade({ d: bevel, fill: '#ffffff', alpha: 0.8 }),
    pen.piece({ d: grip, fill: round(pen, pen.main) }),
    pen.piece({ d: 'M600 800l24 14v28l-24 14l-24-14v-28z', fill: pen.accent.base }),
    gloss(pen, { x: 566, y: 380, w: 12, h: 340, alpha: 0.4 }),
  ]
  return laid({ art: art.join(''), turn: 32 })
}

function scraper(pen: Pen): string {
  const body = 'M540 190c0-20 16-30 60-30s60 10 60 30l-8 110v540l30 90c-50 22-114 22-164 0l30-90V300z'
  const art = [
    layShadow(pen, body),
    pen.piece({ d: body, fill: blade(pen, pen.second) }),
    pen.shade({ d: 'M528 900c46 16 98 16 144 0l10 30c-50 22-114 22-164 0z', fill: '#ffffff', alpha: 0.8 }),
    pen.piece({ d: rect({ x: 544, y: 330, w: 112, h: 400, r: 24 }), fill: round(pen, pen.main) }),
    pen.piece({ d: oval({ cx: 600, cy: 240, rx: 22 }), fill: '#6a747a' }),
    gloss(pen, { x: 562, y: 360, w: 12, h: 340, alpha: 0.4 }),
  ]
  return laid({ art: art.join(''), turn: 32 })
}

function brush(pen: Pen): string {
  const handle = 'M566 120c0-24 16-36 34-36s34 12 34 36l-6 250h26c20 0 28 10 28 28v120H518V398c0-18 8-28 28-28h26z'
  const hairs = Array.from({ length: 26 }, (_, index) => {
    const x = 524 + index * 6.1
    return `M${n(x)} 520q${n((x - 600) * 0.06)} 190 ${n((x - 600) * 0.28 + (pen.random() - 0.5) * 16)} ${n(370 + pen.random() * 40)}`
  })
  const tuft = 'M520 510h160c6 140 18 270 30 390c-70 24-150 24-220 0c12-120 24-250 30-390z'
  const art = [
    layShadow(pen, `${handle}${tuft}`),
    pen.piece({ d: tuft, fill: round(pen, pen.second) }),
    pen.hair({ d: hairs.join(''), colour: pen.second.deep, width: 3, alpha: 0.4 }),
    pen.piece({ d: handle, fill: round(pen, pen.main) }),
    pen.hair({ d: 'M524 470h152M524 490h152', colour: pen.main.deep, width: 4, alpha: 0.5 }),
    pen.piece({ d: oval({ cx: 600, cy: 130, rx: 12 }), fill: pen.main.deep }),
    gloss(pen, { x: 580, y: 170, w: 10, h: 190, alpha: 0.4 }),
  ]
  return laid({ art: art.join(''), turn: -34 })
}

/** A jointed pair of jaws with sprung handles. */
function frameGrip(pen: Pen): string {
  const steel = pen.second
  const arm = (side: 1 | -1) =>
    `M${600 - side * 8} 560L${600 + side * 70} 640C${600 + side * 110} 690 ${600 + side * 110} 800 ${600 + side * 70} 960`
  const jaw = (side: 1 | -1) => `M${600 + side * 10} 560L${600 - side * 60} 470V330h${side * -96}v-70`
  const plates = rect({ x: 430, y: 236, w: 60, h: 60, r: 8 }) + rect({ x: 710, y: 236, w: 60, h: 60, r: 8 })
  const art = [
    layShadow(
      pen,
      `${rect({ x: 480, y: 640, w: 60, h: 320, r: 30 })}${rect({ x: 660, y: 640, w: 60, h: 320, r: 30 })}`,
    ),
    tube(pen, { d: jaw(1), skin: steel, width: 34 }),
    tube(pen, { d: jaw(-1), skin: steel, width: 34 }),
    tube(pen, { d: arm(1), skin: steel, width: 30 }),
    tube(pen, { d: arm(-1), skin: steel, width: 30 }),
    tube(pen, { d: 'M674 660C720 720 708 830 672 950M526 660C480 720 492 830 528 950', skin: pen.main, width: 52 }),
    pen.piece({ d: plates, fill: blade(pen, steel) }),
    pen.hair({ d: 'M540 700q60 50 120 0', colour: steel.deep, width: 8, alpha: 1 }),
    studs(pen, { at: [[600, 560]], r: 24, skin: steel }),
  ]
  return laid({ art: art.join(''), turn: 24 })
}

function fork(pen: Pen): string {
  const tines = Array.from(
    { length: 17 },
    (_, index) => `M${502 + index * 12.2} 452V${n(214 + Math.abs(index - 8) * 2)}`,
  ).join('')
  const head = 'M488 440h224v40c0 20-20 34-60 40l-28 44h-48l-28-44c-40-6-60-20-60-40z'
  const handle = 'M566 556h68l8 60c10 100 10 220-4 320c-4 26-20 36-38 36s-34-10-38-36c-14-100-14-220-4-320z'
  const art = [
    layShadow(pen, `${head}${handle}${rect({ x: 496, y: 214, w: 208, h: 230 })}`),
    pen.line({ d: tines, colour: pen.second.dark, width: 6 }),
    pen.hair({ d: tines, colour: '#ffffff', width: 2, alpha: 0.7 }),
    pen.piece({ d: head, fill: blade(pen, pen.second) }),
    pen.piece({ d: handle, fill: round(pen, pen.main) }),
    gloss(pen, { x: 576, y: 620, w: 12, h: 280, alpha: 0.45 }),
  ]
  return laid({ art: art.join(''), turn: 28 })
}

function knife(pen: Pen): string {
  const steel = 'M562 690V250c0-60 14-100 40-116c26 30 40 80 40 130v426z'
  const edge = 'M562 690V250c0-60 14-100 40-116c-16 34-24 76-24 120v436z'
  const handle = 'M556 676h92c8 90 14 190 2 280c-4 26-24 36-48 36s-44-10-48-36c-12-90-6-190 2-280z'
  const teeth = Array.from({ length: 17 }, () => 'l-7 10l7 10').join('')
  const art = [
    layShadow(pen, `${steel}${handle}`),
    pen.piece({ d: steel, fill: blade(pen, pen.second) }),
    pen.shade({ d: edge, fill: '#ffffff', alpha: 0.55 }),
    pen.line({ d: `M562 300${teeth}`, colour: pen.second.dark, width: 3 }),
    pen.piece({ d: handle, fill: round(pen, pen.main) }),
    studs(pen, {
      at: [
        [602, 740],
        [602, 830],
        [602, 920],
      ],
      r: 11,
      skin: pen.second,
    }),
    gloss(pen, { x: 570, y: 710, w: 11, h: 230, alpha: 0.4 }),
  ]
  return laid({ art: art.join(''), turn: 36 })
}

const flat = { shadow: 'flat' } as const

export const handTools = {
  'hive-tool': {
    ...flat,
    measures: lengthwise({ turn: 32, from: [526, 160], to: [526, 944] }),
    bounds: { x: 290, y: 200, w: 620, h: 800 },
    focus: { x: 740, y: 370, zoom: 2 },
    paint: hiveTool,
  },
  scraper: {
    ...flat,
    measures: lengthwise({ turn: 32, from: [518, 160], to: [518, 944] }),
    bounds: { x: 300, y: 210, w: 600, h: 760 },
    focus: { x: 440, y: 840, zoom: 2 },
    paint: scraper,
  },
  brush: {
    ...flat,
    measures: lengthwise({ turn: -34, from: [486, 84], to: [486, 915] }),
    bounds: { x: 270, y: 150, w: 620, h: 800 },
    focus: { x: 640, y: 700, zoom: 1.8 },
    paint: brush,
  },
  'frame-grip': {
    ...flat,
    measures: lengthwise({ turn: 24, from: [430, 236], to: [430, 975] }),
    bounds: { x: 330, y: 220, w: 540, h: 780 },
    focus: { x: 690, y: 430, zoom: 1.9 },
    paint: frameGrip,
  },
  'uncapping-fork': {
    ...flat,
    measures: lengthwise({ turn: 28, from: [488, 214], to: [488, 972] }),
    bounds: { x: 360, y: 240, w: 500, h: 760 },
    focus: { x: 730, y: 360, zoom: 2.1 },
    paint: fork,
  },
  'uncapping-knife': {
    ...flat,
    measures: lengthwise({ turn: 36, from: [550, 134], to: [550, 992] }),
    bounds: { x: 330, y: 200, w: 560, h: 780 },
    focus: { x: 640, y: 560, zoom: 2 },
    paint: knife,
  },
} as const satisfies Record<string, Shape>
