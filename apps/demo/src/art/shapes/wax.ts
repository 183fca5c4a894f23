import { hexagon, oval } from '../path.ts'
import type { Pen } from '../pen.ts'
import { boxFrame, type Shape } from '../shape.ts'
import { type Box, box, round } from '../solids.ts'

const BLOCK: Box = { w: 470, d: 330, h: 210 }

function waxBlock(pen: Pen): string {
  const skin = pen.main
  const emblem = pen.hair({
    d: hexagon({ cx: 235, cy: 165, r: 110 }) + hexagon({ cx: 235, cy: 165, r: 80 }),
    colour: skin.dark,
    width: 8,
    alpha: 0.6,
  })
  const glint = pen.shade({ d: 'M20 20h150L80 310H20z', fill: '#ffffff', alpha: 0.3 })
  const rough = Array.from(
    { length: 8 },
    () =>
      `M${Math.round(pen.random() * 420)} ${Math.round(20 + pen.random() * 170)}h${Math.round(10 + pen.random() * 30)}`,
  ).join('')
  const small = box(pen, {
    box: { x: 250, y: -230, w: 250, d: 170, h: 110 },
    skin,
    art: { top: pen.hair({ d: hexagon({ cx: 125, cy: 85, r: 56 }), colour: skin.dark, width: 6, alpha: 0.6 }) },
  })
  return (
    box(pen, {
      box: BLOCK,
      skin,
      art: { top: glint + emblem, front: pen.hair({ d: rough, colour: skin.hi, width: 5, alpha: 0.6 }) },
    }) + small
  )
}

/** A bowl heaped with wax pastilles. */
function pastilles(pen: Pen): string {
  const skin = pen.main
  const rows = Array.from({ length: 8 }, (_, row) => {
    const half = 110 + Math.sin((row / 8) * (Math.PI / 2)) * 215
    const count = Math.round(half / 22)
    return Array.from({ length: count }, (_, index) => {
      const x = 600 - half + ((index + 0.5) * 2 * half) / count + (pen.random() - 0.5) * 16
      const bow = (1 - ((x - 600) / 340) ** 2) * row * 9
      return [Math.round(x), Math.round(448 + row * 23 + bow + pen.random() * 12)] as const
    })
  })
  const at = rows.flat()
  const beads = ({ colour, rise, width }: { colour: string; rise: number; width: number }) =>
    pen.hair({ d: at.map(([x, y]) => `M${x} ${y - rise}h.1`).join(''), colour, width, alpha: 1 })
  const heap = 'M280 640C300 500 460 424 600 424s300 76 320 216c-60 80-580 80-640 0z'
  const bowl = 'M240 622c6 190 130 320 270 330h180c140-10 264-140 270-330a360 124 0 0 1-720 0z'
  return [
    pen.piece({ d: oval({ cx: 600, cy: 622, rx: 360, ry: 124 }), fill: pen.accent.deep }),
    pen.piece({ d: heap, fill: skin.dark }),
    beads({ colour: skin.dark, rise: -7, width: 46 }) +
      beads({ colour: skin.base, rise: 0, width: 42 }) +
      beads({ colour: skin.hi, rise: 7, width: 16 }),
    pen.piece({ d: bowl, fill: round(pen, pen.accent) }),
    pen.hair({ d: 'M240 622a360 124 0 0 0 720 0', colour: pen.accent.hi, width: 8, alpha: 0.8 }),
  ].join('')
}

export const wax = {
  'wax-block': {
    ...boxFrame(BLOCK),
    bounds: { x: 310, y: 560, w: 590, h: 480 },
    focus: { x: 600, y: 720, zoom: 1.9 },
    paint: waxBlock,
  },
  'wax-pastilles': {
    bounds: { x: 236, y: 400, w: 728, h: 555 },
    focus: { x: 560, y: 580, zoom: 2 },
    paint: pastilles,
  },
} as const satisfies Record<string, Shape>
