import { oval } from '../path.ts'
import type { Pen } from '../pen.ts'

/** A bee seen from above around (0, 0), about 130 wide, head to the left. A queen is longer and wears a dot. */
export function bee(pen: Pen, { queen = false }: { queen?: boolean } = {}): string {
  const tail = queen ? 'M6-22C60-32 118-16 128 0C118 16 60 32 6 22z' : 'M6-26C50-36 84-22 92 0C84 22 50 36 6 26z'
  const amber = queen ? '#b4702a' : '#e2a02c'
  const stripes = queen ? 'M38-26v52M62-24v48M86-20v40' : 'M30-30v60M52-29v58M72-22v44'
  const wing = (way: 1 | -1) =>
    pen.shade({
      d: `M-6 ${way * 16}C20 ${way * 76} 84 ${way * 78} 78 ${way * 46}C72 ${way * 26} 26 ${way * 12} -6 ${way * 16}z`,
      fill: '#ffffff',
      alpha: 0.75,
    })
  return [
    pen.hair({
      d: 'M-22-20l-18-26M0-24l4-34M-22 20l-18 26M0 24l4 34M-58-8l-24-18M-58 8l-24 18',
      colour: '#3a2a20',
      width: 4,
      alpha: 1,
    }),
    pen.piece({ d: tail, fill: amber }),
    pen.line({ d: stripes, colour: '#3a2a20', width: 9 }),
    wing(1),
    wing(-1),
    pen.piece({ d: oval({ cx: -14, cy: 0, rx: 30, ry: 27 }), fill: '#6b4a2c' }),
    pen.piece({ d: oval({ cx: -52, cy: 0, rx: 18, ry: 20 }), fill: '#3a2a20' }),
    queen ? pen.piece({ d: oval({ cx: -14, cy: 0, rx: 11 }), fill: pen.accent.base }) : '',
  ].join('')
}
