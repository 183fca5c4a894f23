import type { Database } from '../kernel/index.ts'
import type { RefuseForeign } from './own-tables.ts'

/** The database as a plugin has it: reads as everybody, writes to its own tables and what moves of the core say. */
export function guardedDatabase(db: Database, refuseForeign: RefuseForeign): Database {
  return {
    ...db,
    write(command) {
      refuseForeign(command.statements)
      return db.write(command)
    },
    batch(statements, options) {
      refuseForeign(statements)
      return db.batch(statements, options)
    },
    exclusive: (command, body) =>
      db.exclusive(command, (transaction) =>
        body({
          ...transaction,
          run(line) {
            refuseForeign([line])
            return transaction.run(line)
          },
        }),
      ),
  }
}
