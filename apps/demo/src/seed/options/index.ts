export { breed, feederKind, wireKind } from './bees.ts'
export { frameSize, frameStandard } from './frame-standard.ts'
export { heating, jar, jarVolume, lidDesign, netWeight, tines, volume } from './harvest.ts'
export {
  assembly,
  boxes,
  capacity,
  hiveMaterial,
  skepSize,
  standPlaces,
  wall,
} from './hive.ts'
export { pick } from './pick.ts'
export { excluderMaterial, queenYear } from './queen.ts'
export {
  blade,
  bristle,
  gripColour,
  packByWeight,
  packOfPieces,
  smokerBody,
  smokerSize,
} from './tools.ts'
export { candleColour, candleHeight, mouldShape } from './wax.ts'
export { bodyHeight, clothColour, gloveLeather, size } from './wear.ts'
