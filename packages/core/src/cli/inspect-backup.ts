import Libsql from 'libsql'
import { commandError, EXIT } from './command.ts'

export interface BackupFacts {
  readonly products: number
  readonly orders: number
}

/** Opens a copy and checks it whole; throws in words when it is broken or no shop. */
export function inspectBackup(file: string): BackupFacts {
  const copy = new Libsql(file)
  try {
    const [check] = copy.prepare('pragma integrity_check').raw(true).all() as unknown[][]
    if (check?.[0] !== 'ok') throw new Error(String(check?.[0]))
    return { products: count(copy, 'products'), orders: count(copy, 'orders') }
  } catch (error) {
    throw commandError(`${file} is not a good copy of a shop: ${(error as Error).message}`, { exitCode: EXIT.findings })
  } finally {
    copy.close()
  }
}

function count(copy: InstanceType<typeof Libsql>, table: 'products' | 'orders'): number {
  const [row] = copy
    .prepare(table === 'products' ? 'select count(*) from products' : 'select count(*) from orders')
    .raw(true)
    .all() as unknown[][]
  return Number(row?.[0])
}
