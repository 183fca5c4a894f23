import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export { ATTRIBUTES, type AttributeChoice, type AttributeDefinition, attributeDefinitions } from './definitions.ts'
export type { AttributesInput, AttributesView } from './model.ts'
export { createAttribute } from './service.ts'
export { cellsOf, storedValue, unfit, type ValueCells } from './values.ts'

export const attributesContract = { admin }
export const attributesHandlers = { admin: adminHandlers }
