import { closeUpGround, groundShadow, paper, studio } from './backdrop.ts'
import { type DimensionLabel, dimensionLabels, dimensionLines } from './dimension.ts'
import { fit, placed } from './frame.ts'
import { PALETTES, type Palette, type PaletteName } from './palettes.ts'
import { createPen, type Pen } from './pen.ts'
import type { Shape } from './shape.ts'
import { SHAPES, type ShapeName } from './shapes/index.ts'

/** `front` is the whole thing, `detail` a close-up, `dimension` a line drawing with arrows. */
export type View = 'front' | 'detail' | 'dimension'

export const VIEWS: readonly View[] = ['front', 'detail', 'dimension']

export type Picture = { shape: ShapeName; palette: PaletteName; view: View; seed: string }

type Sheet = (set: { pen: Pen; thing: Shape; palette: Palette }) => string

const FRONT = { size: 860, at: [600, 606] } as const
const DIMENSION = { size: 800, at: [610, 580] } as const

const sheets: Record<View, Sheet> = {
  front: ({ pen, thing, palette }) =>
    studio(pen, palette) + place(placed(fit(thing, FRONT)), groundShadow(pen, thing) + thing.paint(pen)),
  detail: ({ pen, thing, palette }) => {
    const { x, y, zoom } = thing.focus
    const close = placed({ scale: zoom, dx: 600 - x * zoom, dy: 600 - y * zoom })
    return closeUpGround(pen, palette) + place(close, groundShadow(pen, thing) + thing.paint(pen))
  },
  dimension: ({ pen, thing }) =>
    paper() + place(placed(fit(thing, DIMENSION)), thing.paint(pen) + dimensionLines(thing)),
}

const place = (transform: string, art: string) => `<g transform="${transform}">${art}</g>`

/** One product picture as SVG, 1200 × 1200, at most 6 kB, without text. The same input gives the same bytes. */
export function draw({ shape, palette, view, seed }: Picture): string {
  const colours = PALETTES[palette]
  const technique = view === 'dimension' ? 'ink' : 'paint'
  const pen = createPen({ palette: colours, technique, seed: `${shape}/${palette}/${view}/${seed}` })
  const art = sheets[view]({ pen, thing: SHAPES[shape], palette: colours })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200">${pen.defs()}<g fill="none" stroke-linejoin="round" stroke-linecap="round">${art}</g></svg>`
}

/** Where the numbers of a dimension sheet belong, in percent of its side. */
export function labelsOf(shape: ShapeName): DimensionLabel[] {
  const { scale, dx, dy } = fit(SHAPES[shape], DIMENSION)
  const percent = (board: number) => Math.round(board / 1.2) / 10
  return dimensionLabels(SHAPES[shape]).map(({ axis, x, y }) => ({
    axis,
    x: percent(x * scale + dx),
    y: percent(y * scale + dy),
  }))
}
