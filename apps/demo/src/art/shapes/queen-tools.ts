import { onPlane } from '../camera.ts'
import { n, oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, boxMeasures, lengthwise, type Shape } from '../shape.ts'
import { type Box, box, round } from '../solids.ts'
import { gloss, layShadow, mesh } from '../textures.ts'
import { bee } from './bee.ts'

const GRID: Box = { w: 640, d: 560, h: 26 }

function excluder(pen: Pen): string {
  const { w, d } = GRID
  const slots = pen.tile({
    base: pen.main.base,
    w: 22,
    h: 120,
    art: `<path d="M0 0h22v120H0z" fill="${pen.main.light}"/><rect x="5" y="8" width="12" height="104" rx="6" fill="${pen.main.deep}"/>`,
  })
  const field = pen.piece({ d: rect({ x: 36, y: 36, w: w - 72, h: d - 72 }), fill: slots })
  const lit = pen.blend({
    base: '#ffffff',
    turn: 45,
    stops: [
      [0, '#ffffff', 0.35],
      [60, '#ffffff', 0],
      [100, '#2c2438', 0.2],
    ],
  })
  const lying = field + pen.shade({ d: rect({ x: 0, y: 0, w, h: d }), fill: lit, alpha: 1 })
  return standing(pen, { skin: pen.main, art: lying }) + box(pen, { box: GRID, skin: pen.main, art: { top: lying } })
}

/** A second one on its edge behind the first. */
function standing(pen: Pen, { skin, art }: { skin: Pen['main']; art: string }): string {
  const { w, d } = GRID
  const sheet = (fill: string) => pen.piece({ d: rect({ x: 0, y: 0, w, h: d }), fill })
  const at = (back: number) => ({ x: -w / 2, y: 250 + back, z: d })
  return (
    onPlane({ plane: 'front', at: at(24), art: sheet(skin.deep) }) +
    onPlane({ plane: 'front', at: at(0), art: sheet(skin.light) + art })
  )
}

function wireExcluder(pen: Pen): string {
  const { w, d } = GRID
  const wood = pen.second
  const inner = rect({ x: 30, y: 30, w: w - 60, h: d - 60 })
  const rods = Array.from({ length: 28 }, (_, index) => `M${n(44 + index * 20.4)} 32v${d - 64}`).join('')
  const art = [
    pen.piece({ d: inner, fill: '#f4efe2' }),
    pen.shade({ d: rect({ x: 30, y: d - 60, w: w - 60, h: 30 }), fill: '#43394a', alpha: 0.22 }),
    pen.line({ d: rods, colour: pen.main.deep, width: 7 }),
    pen.hair({ d: rods, colour: '#ffffff', width: 2, alpha: 0.8 }),
    pen.line({ d: `M30 ${d / 3}h${w - 60}M30 ${(d / 3) * 2}h${w - 60}`, colour: pen.main.dark, width: 12 }),
  ]
  const top = art.join('')
  return standing(pen, { skin: wood, art: top }) + box(pen, { box: GRID, skin: wood, art: { top } })
}

function queenCage(pen: Pen): string {
  const skin = pen.main
  const net = mesh(pen, { fill: '#cfd4cc', line: '#8c9691', step: 22, width: 4 })
  const body: Box = { w: 640, d: 300, h: 130 }
  const window = pen.piece({ d: rect({ x: 150, y: 44, w: 440, h: 212, r: 106 }), fill: net })
  const rim = pen.line({ d: rect({ x: 150, y: 44, w: 440, h: 212, r: 106 }), colour: skin.dark, width: 8 })
  const candy = pen.piece({ d: oval({ cx: 84, cy: 150, rx: 46 }), fill: '#f6ead0' })
  const queen = `<g transform="translate(370 150)scale(1.5)">${bee(pen, { queen: true })}</g>`
  const cork = pen.piece({ d: oval({ cx: 30, cy: 70, rx: 26 }), fill: pen.second.base })
  return box(pen, { box: body, skin, art: { top: window + queen + rim + candy, front: cork } })
}

function cageSet(pen: Pen): string {
  const skin = pen.main
  const slits = pen.tile({
    base: skin.light,
    w: 20,
    h: 110,
    art: `<path d="M0 0h20v110H0z" fill="${skin.light}"/><rect x="5" y="16" width="9" height="78" rx="4" fill="${skin.deep}"/>`,
  })
  const top =
    pen.piece({ d: rect({ x: 20, y: 0, w: 160, h: 110 }), fill: slits }) +
    pen.piece({ d: rect({ x: 196, y: 14, w: 42, h: 82, r: 10 }), fill: pen.accent.base })
  const one = (x: number, y: number) => box(pen, { box: { x, y, w: 250, d: 110, h: 60 }, skin, art: { top } })
  return [one(30, 190), one(-150, 30), one(190, 40), one(40, -150)].join('')
}

function markingPen(pen: Pen): string {
  const barrel = rect({ x: 548, y: 330, w: 104, h: 560, r: 30 })
  const cap = 'M552 420V250c0-50 16-76 48-76s48 26 48 76v170z'
  const ring = rect({ x: 544, y: 408, w: 112, h: 30, r: 10 })
  const art = [
    layShadow(pen, `${barrel}${cap}`),
    pen.piece({ d: barrel, fill: round(pen, pen.second) }),
    pen.piece({ d: cap, fill: round(pen, pen.main) }),
    pen.piece({ d: ring, fill: round(pen, pen.accent) }),
    pen.piece({ d: rect({ x: 638, y: 220, w: 20, h: 200, r: 10 }), fill: pen.main.dark }),
    pen.piece({ d: rect({ x: 548, y: 560, w: 104, h: 150 }), fill: round(pen, pen.main) }),
    pen.piece({ d: 'M548 860h104v20c0 16-10 24-24 24h-56c-14 0-24-8-24-24z', fill: round(pen, pen.main) }),
    gloss(pen, { x: 568, y: 210, w: 12, h: 180, alpha: 0.6 }),
  ]
  const dots = (
    [
      [388, 760, 40],
      [320, 690, 22],
      [420, 850, 16],
    ] as const
  )
    .map(([cx, cy, rx]) => pen.piece({ d: oval({ cx, cy, rx }), fill: pen.main.base }))
    .join('')
  return `<g transform="rotate(30 600 600)">${art.join('')}</g>${dots}${pen.shade({ d: oval({ cx: 376, cy: 746, rx: 12, ry: 8 }), fill: '#ffffff', alpha: 0.6 })}`
}

/** A coiled lashing strap with its cam buckle. */
function strap(pen: Pen): string {
  const skin = pen.main
  const coil = Array.from({ length: 6 }, (_, index) =>
    oval({ cx: 560, cy: 640, rx: 250 - index * 34, ry: 236 - index * 32 }),
  ).join('')
  const tail = 'M800 600C880 560 900 440 850 330'
  const outer = oval({ cx: 560, cy: 640, rx: 264, ry: 250 })
  return [
    layShadow(pen, outer),
    pen.line({ d: tail, colour: skin.dark, width: 40 }),
    pen.hair({ d: tail, colour: skin.light, width: 24, alpha: 0.8 }),
    pen.piece({ d: outer, fill: skin.dark }),
    pen.line({ d: coil, colour: skin.base, width: 26 }),
    pen.hair({ d: coil, colour: skin.hi, width: 5, alpha: 0.6 }),
    pen.piece({ d: oval({ cx: 560, cy: 640, rx: 52, ry: 48 }), fill: skin.deep }),
    pen.piece({ d: rect({ x: 772, y: 214, w: 150, h: 140, r: 20 }), fill: round(pen, pen.second) }),
    pen.piece({ d: rect({ x: 796, y: 240, w: 102, h: 30, r: 12 }), fill: pen.accent.deep }),
    pen.line({ d: 'M800 300h94', colour: pen.second.deep, width: 10 }),
  ].join('')
}

const gridFrame = { ...boxFrame({ y: 10, w: 640, d: 580, h: 560 }), measures: boxMeasures(GRID) }

export const queenTools = {
  'excluder-plastic': { ...gridFrame, focus: { x: 640, y: 880, zoom: 2 }, paint: excluder },
  'excluder-wire': { ...gridFrame, focus: { x: 640, y: 880, zoom: 2 }, paint: wireExcluder },
  'queen-cage': { ...boxFrame({ w: 640, d: 300, h: 130 }), focus: { x: 620, y: 760, zoom: 2 }, paint: queenCage },
  'cage-set': {
    ...boxFrame({ w: 600, d: 460, h: 60 }),
    measures: boxMeasures({ x: 40, y: -150, w: 250, d: 110, h: 60 }),
    focus: { x: 640, y: 880, zoom: 1.9 },
    paint: cageSet,
  },
  'marking-pen': {
    bounds: { x: 300, y: 200, w: 560, h: 740 },
    shadow: 'flat',
    measures: lengthwise({ turn: 30, from: [548, 174], to: [548, 904] }),
    focus: { x: 720, y: 380, zoom: 2 },
    paint: markingPen,
  },
  strap: {
    bounds: { x: 290, y: 210, w: 640, h: 690 },
    shadow: 'flat',
    focus: { x: 720, y: 480, zoom: 1.9 },
    paint: strap,
  },
} as const satisfies Record<string, Shape>
