import type { Commerce } from '../../packages/core/src/commerce.ts'

/** Every different statement that a shop ran since it was recorded, reads and lines of commands alike. */
export interface Recorder {
  readonly statements: ReadonlySet<string>
  stop(): void
}

type Db = Commerce['core']['db']
type Open = { -readonly [Name in 'all' | 'get' | 'write']: Db[Name] }

/** Listens between the services and the database of this process. */
export function record({ core: { db } }: Commerce): Recorder {
  const statements = new Set<string>()
  const open = db as Open
  const { all, get, write } = db
  open.all = (query, values) => {
    statements.add(query.compile().sql)
    return all(query, values)
  }
  open.get = (query, values) => {
    statements.add(query.compile().sql)
    return get(query, values)
  }
  open.write = (command) => {
    for (const { sql } of command.statements) statements.add(sql)
    return write(command)
  }
  const stop = () => void Object.assign(open, { all, get, write })
  return { statements, stop }
}
