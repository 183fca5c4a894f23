import type { Database } from '../kernel/index.ts'
import { refuseForeign } from './own-tables.ts'

/** The database as a plugin has it: reads as everybody, writes to its own tables and what moves of the core say. */
export function guardedDatabase(db: Database, id: string): Database {
  return {
    ...db,
    write(command) {
      refuseForeign(id, command.statements)
      return db.write(command)
    },
    batch(statements, options) {
      refuseForeign(id, statements)
      return db.batch(statements, options)
    },
    exclusive: (command, body) =>
      db.exclusive(command, (transaction) =>
        body({
          ...transaction,
          run(line) {
            refuseForeign(id, [line])
            return transaction.run(line)
          },
        }),
      ),
  }
}
