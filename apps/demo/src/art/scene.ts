import { groundShadow } from './backdrop.ts'
import { placed } from './frame.ts'
import { flowers, lindenTree, meadow, SCENE } from './meadow.ts'
import { PALETTES, type PaletteName } from './palettes.ts'
import { createPen, type Pen } from './pen.ts'
import type { Shape } from './shape.ts'
import { bee } from './shapes/bee.ts'
import { SHAPES, type ShapeName } from './shapes/index.ts'

/** A thing in a scene: its middle, the line it stands on, and its height in pixels. */
type Prop = { shape: ShapeName; palette: PaletteName; x: number; foot: number; tall: number }

type Stage = {
  ground: PaletteName
  bloom: string
  tree?: { x: number; y: number; size: number }
  props: readonly Prop[]
  bees: readonly (readonly [x: number, y: number, turn: number])[]
}

const stages = {
  hero: {
    ground: 'pine',
    bloom: '#e9b949',
    tree: { x: 1440, y: 520, size: 1.5 },
    props: [
      { shape: 'hive', palette: 'painted-blue', x: 1300, foot: 530, tall: 210 },
      { shape: 'hive-tall', palette: 'painted-sun', x: 1090, foot: 566, tall: 290 },
      { shape: 'hive', palette: 'linden', x: 850, foot: 604, tall: 300 },
    ],
    bees: [
      [700, 250, 20],
      [960, 180, -30],
      [620, 430, 40],
    ],
  },
  hives: {
    ground: 'pine',
    bloom: '#f0c65a',
    props: [
      { shape: 'hive-long', palette: 'linden', x: 1390, foot: 560, tall: 300 },
      { shape: 'hive-tall', palette: 'painted-blue', x: 1110, foot: 580, tall: 380 },
      { shape: 'hive', palette: 'pine', x: 860, foot: 604, tall: 310 },
    ],
    bees: [
      [720, 260, 20],
      [1000, 130, -30],
    ],
  },
  frames: {
    ground: 'timber',
    bloom: '#f2c14e',
    props: [
      { shape: 'frame-tall', palette: 'timber', x: 1420, foot: 560, tall: 400 },
      { shape: 'foundation', palette: 'wax', x: 1130, foot: 590, tall: 330 },
      { shape: 'frame-deep', palette: 'timber', x: 840, foot: 606, tall: 290 },
    ],
    bees: [[980, 150, -20]],
  },
  tools: {
    ground: 'steel',
    bloom: '#4f86ad',
    props: [
      { shape: 'hive-tool', palette: 'tool-yellow', x: 1410, foot: 520, tall: 360 },
      { shape: 'brush', palette: 'beech', x: 830, foot: 520, tall: 350 },
      { shape: 'smoker', palette: 'steel', x: 1130, foot: 600, tall: 450 },
    ],
    bees: [[720, 180, 20]],
  },
  clothing: {
    ground: 'cloth-white',
    bloom: '#8d8fc0',
    props: [
      { shape: 'gloves', palette: 'leather', x: 1430, foot: 540, tall: 300 },
      { shape: 'hat', palette: 'cloth-sand', x: 810, foot: 560, tall: 300 },
      { shape: 'suit', palette: 'cloth-white', x: 1120, foot: 612, tall: 540 },
    ],
    bees: [[960, 130, -20]],
  },
  extraction: {
    ground: 'inox',
    bloom: '#3f6f78',
    props: [
      { shape: 'pail', palette: 'pail', x: 1440, foot: 580, tall: 240 },
      { shape: 'extractor-electric', palette: 'inox', x: 1150, foot: 604, tall: 470 },
      { shape: 'strainer', palette: 'inox', x: 830, foot: 600, tall: 230 },
    ],
    bees: [[960, 150, -20]],
  },
  honey: {
    ground: 'honey-linden',
    bloom: '#e9a72f',
    tree: { x: 1490, y: 520, size: 1.2 },
    props: [
      { shape: 'jar-large', palette: 'honey-buckwheat', x: 1350, foot: 590, tall: 350 },
      { shape: 'jar-medium', palette: 'honey-linden', x: 1110, foot: 606, tall: 290 },
      { shape: 'jar-small', palette: 'honey-acacia', x: 890, foot: 614, tall: 210 },
    ],
    bees: [
      [720, 250, 20],
      [1000, 150, -30],
    ],
  },
  wax: {
    ground: 'beeswax',
    bloom: '#c9735a',
    props: [
      { shape: 'tapers', palette: 'ivory', x: 1410, foot: 590, tall: 460 },
      { shape: 'candle-medium', palette: 'beeswax', x: 1130, foot: 604, tall: 350 },
      { shape: 'wax-block', palette: 'beeswax', x: 850, foot: 612, tall: 230 },
    ],
    bees: [[960, 170, -20]],
  },
  bees: {
    ground: 'colony',
    bloom: '#e9b949',
    tree: { x: 1480, y: 520, size: 1.3 },
    props: [
      { shape: 'canister', palette: 'syrup', x: 1380, foot: 590, tall: 260 },
      { shape: 'colony', palette: 'colony', x: 1110, foot: 606, tall: 360 },
      { shape: 'feeder-round', palette: 'feeding', x: 810, foot: 612, tall: 190 },
    ],
    bees: [
      [700, 250, 20],
      [960, 150, -30],
      [1290, 170, 60],
    ],
  },
} as const satisfies Record<string, Stage>

export type SceneName = keyof typeof stages

/** Every scene by its name: one per category and the hero of the home page. */
export const SCENES = Object.keys(stages) as SceneName[]

/** A wide picture, 1600 × 640, calm on the left where a page puts its words. Without text, at most 24 kB. */
export function drawScene(scene: SceneName): string {
  const stage: Stage = stages[scene]
  const pen = createPen({ palette: PALETTES[stage.ground], technique: 'paint', seed: `scene/${scene}` })
  const tree = stage.tree ? lindenTree(pen, stage.tree) : ''
  const land = meadow(pen, PALETTES[stage.ground].ground) + tree + flowers(pen, stage.bloom)
  const props = stage.props.map((prop, index) => stand({ prop, seed: `scene/${scene}/${index}` }))
  const flying = stage.bees.map((at) => flight(pen, at)).join('')
  const defs = pen.defs() + props.map(({ defs: own }) => own).join('')
  const art = land + props.map(({ art: own }) => own).join('') + flying
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SCENE.w} ${SCENE.h}">${defs}<g fill="none" stroke-linejoin="round" stroke-linecap="round">${art}</g></svg>`
}

function stand({ prop, seed }: { prop: Prop; seed: string }): { defs: string; art: string } {
  const shape: Shape = SHAPES[prop.shape]
  const { x, y, w, h } = shape.bounds
  const scale = Math.round((prop.tall / h) * 1000) / 1000
  const pen = createPen({ palette: PALETTES[prop.palette], technique: 'paint', seed })
  const art = groundShadow(pen, shape) + shape.paint(pen)
  const move = placed({ scale, dx: prop.x - (x + w / 2) * scale, dy: prop.foot - (y + h) * scale })
  return { defs: pen.defs(), art: `<g transform="${move}">${art}</g>` }
}

const LOOP = 'M90 4c60 40 130 30 150-20s-50-70-60-20s60 70 140 40'

/** A bee and the dotted loop it came along. */
function flight(pen: Pen, [x, y, turn]: readonly [number, number, number]): string {
  const trail = `<path d="${LOOP}" stroke="#8a6a3c" stroke-width="5" stroke-dasharray=".1 16" opacity=".45"/>`
  return `<g transform="translate(${x} ${y})rotate(${turn})scale(.42)">${trail}${bee(pen)}</g>`
}
