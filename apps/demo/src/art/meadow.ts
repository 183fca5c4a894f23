import { mix, tone } from './colour.ts'
import { n, oval } from './path.ts'
import type { Pen } from './pen.ts'

export const SCENE = { w: 1600, h: 640 } as const

/** Sky, a low sun and three ranges of hills, all in the family of one colour. */
export function meadow(pen: Pen, ground: string): string {
  const { w, h } = SCENE
  const air = tone(ground)
  const far = mix({ from: ground, to: '#7f9a7a', share: 0.16 })
  const sky = pen.blend({
    base: air.hi,
    turn: 90,
    stops: [
      [0, air.light],
      [60, air.hi],
      [100, air.hi],
    ],
  })
  const sun = pen.glow({
    base: '#fff6dd',
    stops: [
      [0, '#fffdf3', 1],
      [35, '#fff6dd', 0.9],
      [100, '#fff6dd', 0],
    ],
  })
  const hill = (d: string, colour: string) =>
    pen.shade({
      d,
      fill: pen.blend({
        base: colour,
        turn: 90,
        stops: [
          [0, colour],
          [100, mix({ from: colour, to: air.hi, share: 0.35 })],
        ],
      }),
      alpha: 1,
    })
  return [
    pen.shade({ d: `M0 0h${w}v${h}H0z`, fill: sky, alpha: 1 }),
    pen.shade({ d: oval({ cx: 1010, cy: 210, rx: 330 }), fill: sun, alpha: 1 }),
    hill(
      `M0 400C200 330 380 350 560 390S940 330 1140 320S1460 380 1600 340V${h}H0z`,
      mix({ from: far, to: air.hi, share: 0.5 }),
    ),
    hill(
      `M0 450C240 400 420 440 640 450S1100 380 1280 400S1520 440 1600 420V${h}H0z`,
      mix({ from: far, to: air.hi, share: 0.2 }),
    ),
    hill(`M0 520C260 480 520 500 800 496S1340 470 1600 500V${h}H0z`, far),
  ].join('')
}

/** A round linden with light on its upper left. */
export function lindenTree(pen: Pen, { x, y, size }: { x: number; y: number; size: number }): string {
  const leaf = tone('#8fa86c')
  const clumps = [
    [0, -260, 104],
    [-96, -196, 84],
    [96, -190, 88],
    [-54, -136, 78],
    [60, -130, 82],
    [0, -190, 110],
  ] as const
  const crown = (colour: string, shift: number, share: number) =>
    pen.shade({
      d: clumps.map(([cx, cy, r]) => oval({ cx: cx - shift, cy: cy - shift, rx: r * share })).join(''),
      fill: colour,
      alpha: 1,
    })
  const flowers = Array.from(
    { length: 26 },
    () => `M${n((pen.random() - 0.5) * 260)} ${n(-110 - pen.random() * 210)}h.1`,
  ).join('')
  return `<g transform="translate(${x} ${y})scale(${size})">${pen.shade({ d: oval({ cx: 30, cy: 4, rx: 150, ry: 22 }), fill: '#43394a', alpha: 0.14 })}${pen.shade({ d: 'M-18 0C-6-60-8-90-12-150h32c-4 60-2 110 10 150z', fill: '#8a6a4c', alpha: 1 })}${crown(leaf.dark, 0, 1)}${crown(leaf.base, 10, 0.9)}${crown(leaf.light, 30, 0.62)}${pen.hair({ d: flowers, colour: '#f4e7a8', width: 9, alpha: 0.9 })}</g>`
}

/** Tufts of small flowers strewn over the foreground. */
export function flowers(pen: Pen, colour: string): string {
  const tufts = Array.from({ length: 30 }, () => [
    Math.round(pen.random() * SCENE.w),
    Math.round(530 + pen.random() * 100),
  ])
  const stems = tufts.map(([x, y]) => `M${x} ${y}q-6-9-5-18M${x} ${y}q6-8 8-13`).join('')
  const heads = tufts.map(([x = 0, y = 0]) => `M${x - 5} ${y - 19}h.1M${x + 9} ${y - 14}h.1`).join('')
  return (
    pen.hair({ d: stems, colour: '#7f9a6a', width: 2.5, alpha: 0.6 }) +
    pen.hair({ d: heads, colour, width: 9, alpha: 0.85 })
  )
}
