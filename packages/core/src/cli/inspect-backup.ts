import Libsql from 'libsql'
import { commandError, EXIT } from './command.ts'

export interface BackupFacts {
  readonly products: number
  readonly orders: number
}

/** Opens a copy and checks it whole; `name` is what people call it. Throws a `CommandError` when it is broken or no shop. */
export function inspectBackup(file: string, name: string): BackupFacts {
  try {
    const copy = new Libsql(file)
    try {
      const one = (sql: string) => (copy.prepare(sql).raw(true).all() as unknown[][])[0]?.[0]
      const check = one('pragma integrity_check')
      if (check !== 'ok') throw new Error(String(check))
      return {
        products: Number(one('select count(*) from products')),
        orders: Number(one('select count(*) from orders')),
      }
    } finally {
      copy.close()
    }
  } catch (error) {
    throw commandError(`${name} is not a good copy of a shop: ${(error as Error).message}`, { exitCode: EXIT.findings })
  }
}
