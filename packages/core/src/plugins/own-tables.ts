import { isOfCore, type Statement } from '../kernel/index.ts'
import { problems } from './problems.ts'

/** Tables, indexes, triggers and views of a plugin begin with its id, in the letters of SQL: `click_and_collect_pickups`. */
export function tablePrefix(id: string): string {
  return `${id.replaceAll('-', '_')}_`
}

const WRITES =
  /\b(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+(?:"([^"]+)"|([a-z_]\w*))/gi
const CHANGES_SCHEMA = /^\s*(?:create|drop|alter|pragma|attach|detach|vacuum|reindex|analyze)\b/i

/** What a text of SQL writes to; words inside of texts and comments are none of it. */
export function writtenTables(sql: string): string[] {
  const bare = sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
  // `on conflict … do update set` names no table.
  return [...bare.matchAll(WRITES)]
    .map(([, quoted, plain]) => (quoted ?? plain ?? '').toLowerCase())
    .filter((name) => name !== 'set')
}

/** Throws `plugins.foreignTable` for a line of the plugin that writes to a table which is not its own. Lines that a door of the core made may. */
export type RefuseForeign = (statements: readonly Statement[]) => void

/** Of a plugin among all that the shop has: what begins like its tables may be of one whose longer id begins the same. */
export function refusesForeign(id: string, ids: readonly string[]): RefuseForeign {
  const own = tablePrefix(id)
  const others = ids.map(tablePrefix).filter((prefix) => prefix !== own && prefix.startsWith(own))
  const isOwn = (name: string) => name.startsWith(own) && !others.some((prefix) => name.startsWith(prefix))
  return (statements) => {
    for (const line of statements) refuse(id, line, isOwn)
  }
}

function refuse(id: string, { sql }: Statement, isOwn: (name: string) => boolean): void {
  if (isOfCore(sql)) return
  if (CHANGES_SCHEMA.test(sql))
    throw problems.foreignTable({
      detail: `The plugin ${id} changes the schema outside of its migrations: ${sql.slice(0, 80)}`,
    })
  const table = writtenTables(sql).find((name) => !isOwn(name))
  if (table !== undefined)
    throw problems.foreignTable({
      detail: `The plugin ${id} writes to ${table}, which is not its own.`,
      hint: `Its tables begin with ${tablePrefix(id)}. What belongs to others is changed by their doors: core.<room>, or a move of the core.`,
    })
}
