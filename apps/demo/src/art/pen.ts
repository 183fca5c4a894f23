import { mix, type Tone, tone } from './colour.ts'
import type { Palette } from './palettes.ts'
import { bare, n } from './path.ts'
import { hash, randomFrom } from './random.ts'

/** `ink` is the line drawing of a dimension sheet; `paint` is everything else. */
type Technique = 'paint' | 'ink'

type Stops = readonly (readonly [at: number, colour: string, alpha?: number])[]

/** A painted outline. */
type Rim = { colour: string; width: number }

/** What shapes draw with. Pieces become outlines in ink; shades and glosses exist in paint only. */
export type Pen = {
  main: Tone
  second: Tone
  accent: Tone
  random: () => number
  /** A body part; `hollow` leaves inner outlines open. */
  piece: (part: { d: string; fill: string; hollow?: boolean; rim?: Rim }) => string
  /** Light or shadow laid over a piece. */
  shade: (part: { d: string; fill: string; alpha: number }) => string
  /** A drawn line. Wide lines are bars and become two outlines in ink. */
  line: (part: { d: string; colour: string; width: number; alpha?: number }) => string
  /** A line that only paint shows: grain, seams, glints. */
  hair: (part: { d: string; colour: string; width: number; alpha: number }) => string
  /** A gradient; `base` is its colour in ink. `turn` 0 runs left to right, 90 top to bottom. */
  blend: (spec: { base: string; stops: Stops; turn?: 0 | 45 | 90 }) => string
  /** A radial gradient from the middle, or from a highlight at upper left. */
  glow: (spec: { base: string; stops: Stops; highlight?: boolean }) => string
  /** A repeated tile. */
  tile: (spec: { base: string; w: number; h: number; art: string; turn?: number }) => string
  /** Cuts artwork to an outline. */
  clip: (part: { d: string; art: string }) => string
  defs: () => string
}

const PAPER = '#fbfaf6'
const INK = '#4c5a63'
const HOLLOW = ' fill-rule="evenodd"'

type Register = { id: () => string; add: (definition: string) => void; all: () => string }

function register(prefix: string): Register {
  const known: string[] = []
  let count = 0
  return {
    id: () => `${prefix}${(count++).toString(36)}`,
    add: (definition) => void known.push(definition),
    all: () => (known.length ? `<defs>${known.join('')}</defs>` : ''),
  }
}

/** A pen for one picture. Ids start with a hash of the seed, so that two pictures can share one page. */
export function createPen({ palette, technique, seed }: { palette: Palette; technique: Technique; seed: string }): Pen {
  const shelf = register(`v${hash(`${seed}${technique}`).toString(36).slice(-4)}`)
  return {
    main: tone(palette.main),
    second: tone(palette.second),
    accent: tone(palette.accent),
    random: randomFrom(seed),
    ...(technique === 'paint' ? paintStrokes() : inkStrokes()),
    ...(technique === 'paint' ? paintFills(shelf) : inkFills()),
    clip: ({ d, art }) => {
      const id = shelf.id()
      shelf.add(`<clipPath id="${id}"><path d="${d}"/></clipPath>`)
      return `<g clip-path="url(#${id})">${art}</g>`
    },
    defs: shelf.all,
  }
}

type Strokes = Pick<Pen, 'piece' | 'shade' | 'line' | 'hair'>
type Fills = Pick<Pen, 'blend' | 'glow' | 'tile'>

const stroked = (d: string, attributes: string) => `<path d="${d}" ${attributes}/>`

function paintStrokes(): Strokes {
  const line: Pen['line'] = ({ d, colour, width, alpha = 1 }) =>
    stroked(d, `stroke="${colour}" stroke-width="${n(width)}"${alpha < 1 ? ` opacity="${bare(alpha)}"` : ''}`)
  return {
    piece: ({ d, fill, hollow, rim }) =>
      `<path d="${d}" fill="${fill}"${hollow ? HOLLOW : ''}${rim ? ` stroke="${rim.colour}" stroke-width="${rim.width}"` : ''}/>`,
    shade: ({ d, fill, alpha }) => `<path d="${d}" fill="${fill}"${alpha < 1 ? ` opacity="${bare(alpha)}"` : ''}/>`,
    line,
    hair: line,
  }
}

function inkStrokes(): Strokes {
  const tint = (colour: string) => mix({ from: PAPER, to: colour, share: 0.3 })
  return {
    piece: ({ d, fill, hollow }) =>
      `<path d="${d}" fill="${tint(fill)}"${hollow ? HOLLOW : ''} stroke="${INK}" stroke-width="3"/>`,
    shade: () => '',
    line: ({ d, colour, width }) =>
      width > 9
        ? stroked(d, `stroke="${INK}" stroke-width="${n(width + 3)}"`) +
          stroked(d, `stroke="${tint(colour)}" stroke-width="${n(width - 3)}"`)
        : stroked(d, `stroke="${INK}" stroke-width="2.5"`),
    hair: () => '',
  }
}

function inkFills(): Fills {
  return { blend: ({ base }) => base, glow: ({ base }) => base, tile: ({ base }) => base }
}

function paintFills(shelf: Register): Fills {
  const stop = ([at, colour, alpha = 1]: Stops[number]) =>
    `<stop offset="${n(at)}%" stop-color="${colour}"${alpha < 1 ? ` stop-opacity="${bare(alpha)}"` : ''}/>`
  const made = new Map<string, string>()
  const once = (body: string, write: (id: string) => string) => {
    const kept = made.get(body)
    if (kept) return kept
    const id = shelf.id()
    shelf.add(write(id))
    made.set(body, `url(#${id})`)
    return `url(#${id})`
  }
  const turns = { 0: '', 45: ' y2="1"', 90: ' x2="0" y2="1"' } as const
  return {
    blend: ({ stops, turn = 0 }) => {
      const inner = stops.map(stop).join('')
      return once(`b${turn}${inner}`, (id) => `<linearGradient id="${id}"${turns[turn]}>${inner}</linearGradient>`)
    },
    glow: ({ stops, highlight = false }) => {
      const inner = stops.map(stop).join('')
      const where = highlight ? ' cx=".35" cy=".28" r=".8"' : ''
      return once(`g${where}${inner}`, (id) => `<radialGradient id="${id}"${where}>${inner}</radialGradient>`)
    },
    tile: ({ w, h, art, turn = 0 }) =>
      once(`t${w}${h}${turn}${art}`, (id) => {
        const turned = turn ? ` patternTransform="rotate(${turn})"` : ''
        return `<pattern id="${id}" width="${n(w)}" height="${n(h)}" patternUnits="userSpaceOnUse"${turned}>${art}</pattern>`
      }),
  }
}
