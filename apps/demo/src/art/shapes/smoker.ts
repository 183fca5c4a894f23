import { n, oval } from '../path.ts'
import type { Pen } from '../pen.ts'
import type { Shape } from '../shape.ts'
import { band, drum, polished, round, tube } from '../solids.ts'
import { studs } from '../textures.ts'

const CX = 520
const R = 165

function bellows(pen: Pen): string {
  const wood = pen.blend({
    base: '#d9a866',
    stops: [
      [0, '#f0d3a0'],
      [40, '#d9a866'],
      [100, '#a97b45'],
    ],
  })
  const folds = [0, 1, 2, 3, 4]
    .map((index) => `M${746 + index * 26} ${520 + index * 3}L${734 + index * 24} 880`)
    .join('')
  const skin = pen.second
  const bag = 'M735 512C790 500 850 500 884 520L862 886C830 900 770 900 726 888z'
  const leather = pen.blend({
    base: skin.base,
    stops: [
      [0, skin.dark],
      [30, skin.light],
      [60, skin.base],
      [100, skin.deep],
    ],
  })
  return [
    pen.piece({ d: 'M868 492c20-4 36 2 36 20l-22 372c-2 16-14 24-30 20z', fill: wood }),
    pen.piece({ d: bag, fill: leather }),
    pen.hair({ d: folds, colour: skin.deep, width: 6, alpha: 0.55 }),
    pen.piece({ d: 'M706 500c0-16 14-24 34-18l12 2-18 418c-20 4-34-4-34-20z', fill: wood }),
    studs(pen, {
      at: [
        [722, 520],
        [712, 866],
        [884, 522],
        [866, 868],
      ],
      r: 8,
      skin: pen.main,
    }),
  ].join('')
}

function can(pen: Pen): string {
  const metal = polished(pen, pen.main)
  const ring = (foot: number, h: number) => band(pen, { drum: { cx: CX, foot, r: R + 4, h }, fill: metal })
  const cage = [-128, -64, 0, 64, 128]
    .map((dx) => `M${CX + dx} ${n(560 + 56 * Math.sqrt(1 - (dx / R) ** 2))}v300`)
    .join('')
  return [
    drum(pen, { drum: { cx: CX, foot: 900, r: R, h: 390 }, fill: metal }),
    pen.hair({ d: cage, colour: pen.main.deep, width: 5, alpha: 0.35 }),
    ring(600, 16),
    ring(880, 16),
    tube(pen, { d: 'M690 820h30M690 640h26', skin: pen.main, width: 20 }),
  ].join('')
}

function lid(pen: Pen): string {
  const metal = polished(pen, pen.main)
  const spout = pen.piece({
    d: 'M452 392C440 340 400 296 342 268L378 214C470 246 548 310 566 404c-30 20-90 10-114-12z',
    fill: metal,
  })
  const mouth = pen.piece({ d: 'M342 268c-18-10 10-66 36-54c20 10-14 66-36 54z', fill: '#4a3b34' })
  return [
    drum(pen, { drum: { cx: CX, foot: 512, r: R + 12, h: 34 }, fill: metal }),
    drum(pen, { drum: { cx: CX, foot: 478, r: R + 6, h: 90, top: 74 }, fill: metal }),
    spout,
    mouth,
    tube(pen, { d: 'M640 486c40-10 60 10 52 44', skin: pen.main, width: 14 }),
  ].join('')
}

function smoke(pen: Pen): string {
  const puff = pen.glow({
    base: '#ffffff',
    stops: [
      [0, '#ffffff', 0.85],
      [100, '#ffffff', 0],
    ],
  })
  const at = ([cx, cy, rx]: readonly [number, number, number]) =>
    pen.shade({ d: oval({ cx, cy, rx, ry: rx * 0.8 }), fill: puff, alpha: 1 })
  return (
    [
      [318, 214, 60],
      [268, 160, 84],
      [300, 96, 96],
    ] as const
  )
    .map(at)
    .join('')
}

/** Where the bellows meet the can and the light falls on the knob. */
function fittings(pen: Pen): string {
  const knob = pen.piece({ d: oval({ cx: 600, cy: 396, rx: 22, ry: 18 }), fill: round(pen, pen.accent) })
  return knob
}

export const smoker = {
  smoker: {
    bounds: { x: 320, y: 210, w: 586, h: 752 },
    shadow: { cx: 650, cy: 920, rx: 380, ry: 84 },
    focus: { x: 540, y: 470, zoom: 1.8 },
    paint: (pen) => smoke(pen) + bellows(pen) + can(pen) + lid(pen) + fittings(pen),
  },
} as const satisfies Record<string, Shape>
