/** Pictures drawn by code: product shots, category scenes and the mark of the demo shop. */

export type { DimensionLabel } from './dimension.ts'
export { draw, labelsOf, type Picture, VIEWS, type View } from './draw.ts'
export { drawLogo } from './logo.ts'
export { PALETTES, type PaletteName } from './palettes.ts'
export { drawScene, SCENES, type SceneName } from './scene.ts'
export { SHAPES, type ShapeName } from './shapes/index.ts'
