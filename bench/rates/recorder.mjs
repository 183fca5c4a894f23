import { AsyncLocalStorage } from 'node:async_hooks'
import { commands, insertInto } from './core.mjs'

/**
 * @typedef {import('../../packages/core/src/kernel/index.ts').Database} Database
 * @typedef {import('../../packages/core/src/kernel/index.ts').Command} Command
 * @typedef {import('./raw-writer.mjs').Line} Line
 */

const insertCommand = insertInto(commands)

/**
 * The same database, with every command that is written noted, apart for each piece of work. With `isDry` nothing is written: what a
 * service would write is caught before it happens, to be written later or by somebody else.
 * @param {Database} db
 * @param {{ isDry: boolean }} options
 */
export function recording(db, { isDry }) {
  /** @type {AsyncLocalStorage<Command[]>} */
  const current = new AsyncLocalStorage()
  return {
    db: {
      ...db,
      /** @param {Command} command */
      async write(command) {
        current.getStore()?.push(command)
        return isDry ? { rows: new Map() } : db.write(command)
      },
    },
    /**
     * Answers what a piece of work wrote.
     * @param {() => Promise<unknown>} work
     */
    async note(work) {
      /** @type {Command[]} */
      const noted = []
      await current.run(noted, work)
      return noted
    },
  }
}

/**
 * Every row that a command writes, the row of the command itself included, as plain lines.
 * @param {Command} command
 * @returns {Line[]}
 */
export function linesOf({ statements, ...command }) {
  return [insertCommand(command), ...statements].map(({ sql, args }) => ({ sql, args }))
}
