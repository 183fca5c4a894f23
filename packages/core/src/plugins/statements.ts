import {
  deleteFrom as coreDeleteFrom,
  insertInto as coreInsertInto,
  plain as corePlain,
  statement as coreStatement,
  update as coreUpdate,
  foreign,
} from '../kernel/index.ts'

/* The makers of statements as plugins get them: their lines may name the plugin's own tables only, see `own-tables.ts`. */

export const insertInto: typeof coreInsertInto = (table, onConflict) => foreign(coreInsertInto(table, onConflict))
export const update: typeof coreUpdate = (table) => foreign(coreUpdate(table))
export const deleteFrom: typeof coreDeleteFrom = (table) => foreign(coreDeleteFrom(table))
export const statement: typeof coreStatement = (build) => foreign(coreStatement(build))
export const plain: typeof corePlain = (template, options) => foreign(corePlain(template, options))
