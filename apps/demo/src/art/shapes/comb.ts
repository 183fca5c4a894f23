import type { Pen } from '../pen.ts'
import type { Shape } from '../shape.ts'
import { round } from '../solids.ts'
import { studs } from '../textures.ts'

/** A deep flat box of cut comb. */
function comb(pen: Pen): string {
  const wax = pen.main
  const cells = Array.from({ length: 5 }, (_, row) =>
    Array.from({ length: 8 }, (_, column) => {
      const [x, y] = [318 + column * 78 + (row % 2) * 39, 470 + row * 67]
      return `M${x} ${y - 40}l34 19v41l-34 19l-34-19v-41z`
    }).join(''),
  ).join('')
  const slab = 'M262 436c0-22 14-34 36-36h612c24 0 36 14 36 36v340c0 22-14 36-36 36H298c-22 0-36-14-36-36z'
  const light = pen.glow({
    base: wax.light,
    highlight: true,
    stops: [
      [0, wax.hi],
      [45, wax.light],
      [100, wax.base],
    ],
  })
  const drip =
    'M262 780h684c4 40-14 60-40 60c-30 0-26-20-52-20s-20 60-52 60s-24-70-60-70s-40 40-84 40s-60-30-108-30s-40 60-78 60s-30-56-64-56s-40 30-84 26s-66-30-62-70z'
  return [
    pen.piece({ d: 'M180 846h840l40 60c4 30-10 44-40 44H180c-30 0-44-14-40-44z', fill: pen.second.base }),
    pen.shade({ d: 'M180 846h840l12 20H168z', fill: pen.second.hi, alpha: 0.9 }),
    pen.piece({ d: drip, fill: wax.dark }),
    pen.piece({ d: slab, fill: wax.dark }),
    pen.clip({
      d: slab,
      art: pen.piece({ d: cells, fill: light }) + pen.hair({ d: cells, colour: wax.hi, width: 4, alpha: 0.8 }),
    }),
    pen.shade({ d: 'M300 420h300L420 800H300c-16 0-24-10-24-24V444c0-16 8-24 24-24z', fill: '#ffffff', alpha: 0.14 }),
    studs(pen, {
      at: [
        [220, 906],
        [980, 906],
      ],
      r: 10,
      skin: pen.second,
    }),
  ].join('')
}

/** A stand-up paper bag with a window full of grains. */
function pouch(pen: Pen): string {
  const paper = pen.second
  const bag = 'M360 330L350 900c0 20 12 34 34 38c140 20 292 20 432 0c22-4 34-18 34-38L840 330z'
  const window = 'M430 560c0-30 20-46 46-46h248c26 0 46 16 46 46v220c0 30-20 46-46 46H476c-26 0-46-16-46-46z'
  const grains = Array.from(
    { length: 60 },
    () => [Math.round(440 + pen.random() * 320), Math.round(560 + pen.random() * 260)] as const,
  )
  const dots = (from: number, step: number) =>
    grains
      .filter((_, index) => index % step === from)
      .map(([x, y]) => `M${x} ${y}h.1`)
      .join('')
  return [
    pen.piece({ d: bag, fill: round(pen, paper) }),
    pen.piece({
      d: 'M356 250h488c8 0 12 4 12 12l-10 90c-160 20-332 20-492 0l-10-90c0-8 4-12 12-12z',
      fill: paper.light,
    }),
    pen.hair({ d: 'M354 300h492M352 320h496', colour: paper.deep, width: 4, alpha: 0.5 }),
    pen.piece({ d: window, fill: pen.main.dark }),
    pen.clip({
      d: window,
      art:
        pen.hair({ d: dots(0, 3), colour: pen.main.base, width: 40, alpha: 1 }) +
        pen.hair({ d: dots(1, 3), colour: pen.main.light, width: 36, alpha: 1 }) +
        pen.hair({ d: dots(2, 3), colour: pen.accent.light, width: 30, alpha: 1 }),
    }),
    pen.line({ d: window, colour: paper.dark, width: 6 }),
    pen.piece({ d: 'M600 386l48 28v56l-48 28l-48-28v-56z', fill: pen.accent.base }),
    pen.shade({ d: 'M450 540h90L470 800c-14-4-22-12-22-26z', fill: '#ffffff', alpha: 0.28 }),
  ].join('')
}

export const combShapes = {
  comb: { bounds: { x: 140, y: 390, w: 920, h: 560 }, focus: { x: 520, y: 580, zoom: 2 }, paint: comb },
  pouch: { bounds: { x: 340, y: 240, w: 520, h: 715 }, focus: { x: 600, y: 640, zoom: 1.9 }, paint: pouch },
} as const satisfies Record<string, Shape>
