import { FLAT } from '../camera.ts'
import { n, oval, rect } from '../path.ts'
import type { Pen } from '../pen.ts'
import { lengthwise, type Shape } from '../shape.ts'
import { band, drum, polished, round, tube } from '../solids.ts'
import { gloss, layShadow, mesh, studs } from '../textures.ts'

export const standing = (bounds: Shape['bounds']): Pick<Shape, 'bounds' | 'shadow'> => ({
  bounds,
  shadow: { cx: 640, cy: bounds.y + bounds.h - 40, rx: bounds.w * 0.62, ry: bounds.w * 0.17 },
})

const CX = 600

function pail(pen: Pen): string {
  const [foot, h] = [900, 430]
  const top = foot - h
  const body = drum(pen, { drum: { cx: CX, foot, r: 220, h, top: 262 }, fill: round(pen, pen.main) })
  const lid = drum(pen, {
    drum: { cx: CX, foot: top + 26, r: 282, h: 44, top: 276 },
    fill: round(pen, pen.second),
    cover: pen.second.light,
  })
  const inner = pen.hair({
    d: oval({ cx: CX, cy: top - 18, rx: 232, ry: 232 * FLAT }),
    colour: pen.second.dark,
    width: 5,
    alpha: 0.6,
  })
  const handle = 'M330 630C340 850 860 850 870 630'
  const mark = pen.shade({ d: 'M600 660l52 30v60l-52 30l-52-30v-60z', fill: pen.second.base, alpha: 0.85 })
  return [
    body,
    mark,
    lid,
    inner,
    pen.line({ d: handle, colour: pen.accent.dark, width: 9 }),
    tube(pen, { d: 'M530 796C570 802 630 802 670 796', skin: pen.accent, width: 30 }),
    studs(pen, {
      at: [
        [334, 630],
        [866, 630],
      ],
      r: 14,
      skin: pen.accent,
    }),
    gloss(pen, { x: 420, y: 640, w: 22, h: 200, alpha: 0.4 }),
  ].join('')
}

function strainer(pen: Pen): string {
  const net = mesh(pen, { fill: '#cfd8db', line: '#8d999e', step: 12, width: 2.5 })
  const bowl = (y: number, r: number) =>
    `M${CX - r} ${y}c10 ${r * 0.62} ${r * 0.5} ${r * 0.78} ${r} ${n(r * 0.78)}s${r - 10}${n(-r * 0.16)} ${r}${n(-r * 0.78)}`
  const sieve = (y: number, r: number) => [
    pen.piece({ d: `${bowl(y, r)}z`, fill: net }),
    pen.shade({ d: `${bowl(y, r)}z`, fill: round(pen, pen.main), alpha: 0.35 }),
    band(pen, { drum: { cx: CX, foot: y + 30, r, h: 46 }, fill: polished(pen, pen.main) }),
    pen.piece({ d: oval({ cx: CX, cy: y - 16, rx: r, ry: r * FLAT }), fill: '#e7edee' }),
    pen.piece({ d: oval({ cx: CX, cy: y - 10, rx: r - 18, ry: (r - 18) * FLAT }), fill: net }),
    pen.shade({ d: oval({ cx: CX, cy: y - 10, rx: r - 18, ry: (r - 18) * FLAT }), fill: '#43394a', alpha: 0.18 }),
  ]
  return [
    tube(pen, { d: 'M200 690h120M880 690h120', skin: pen.main, width: 22 }),
    ...sieve(680, 270),
    tube(pen, { d: 'M230 470h120M850 470h120', skin: pen.main, width: 22 }),
    ...sieve(460, 250),
  ].join('')
}

function refractometer(pen: Pen): string {
  const dark = pen.second
  const art = [
    layShadow(pen, rect({ x: 520, y: 190, w: 160, h: 800, r: 60 })),
    pen.piece({ d: rect({ x: 552, y: 260, w: 96, h: 560, r: 20 }), fill: polished(pen, pen.main) }),
    pen.piece({ d: 'M536 800h128l20 150c0 30-168 30-168 0z', fill: round(pen, dark) }),
    pen.piece({ d: oval({ cx: 600, cy: 958, rx: 70, ry: 22 }), fill: '#2b3338' }),
    pen.piece({ d: rect({ x: 546, y: 420, w: 108, h: 250, r: 24 }), fill: round(pen, dark) }),
    pen.hair({
      d: [0, 1, 2, 3, 4, 5].map((row) => `M560 ${456 + row * 36}h80`).join(''),
      colour: dark.deep,
      width: 8,
      alpha: 0.8,
    }),
    pen.piece({ d: 'M556 270l12-90h64l12 90z', fill: '#8fc3d6' }),
    pen.piece({ d: 'M650 280l40-104c6-16-14-26-24-12l-40 90z', fill: '#d6ecf2' }),
    pen.piece({ d: oval({ cx: 600, cy: 222, rx: 24, ry: 15 }), fill: pen.accent.base }),
    studs(pen, { at: [[600, 350]], r: 12, skin: pen.main }),
  ]
  return `<g transform="rotate(38 600 600)">${art.join('')}</g>`
}

export const honeyTools = {
  pail: { ...standing({ x: 318, y: 350, w: 564, h: 625 }), focus: { x: 560, y: 560, zoom: 1.8 }, paint: pail },
  strainer: {
    ...standing({ x: 190, y: 350, w: 820, h: 560 }),
    shadow: { cx: 620, cy: 890, rx: 320, ry: 60 },
    focus: { x: 560, y: 520, zoom: 1.9 },
    paint: strainer,
  },
  refractometer: {
    bounds: { x: 300, y: 240, w: 620, h: 690 },
    shadow: 'flat',
    measures: lengthwise({ turn: 38, from: [516, 180], to: [516, 980] }),
    focus: { x: 780, y: 370, zoom: 2 },
    paint: refractometer,
  },
} as const satisfies Record<string, Shape>
