import type { Context } from './context.ts'
import type { Command } from './database/engine.ts'
import type { Statement } from './database/statement.ts'
import { extensionPoint } from './extensions.ts'

/** Looks at every command of a service before it is written and may add a line of its own, such as the row of an audit log. */
export type Companion = (ctx: Context, command: Command) => Statement | undefined

/** Where a room hangs lines that no service may forget. */
export const commandCompanion = extensionPoint<Companion>('kernel.commandCompanion')

/** The lines that companions add to a command. */
export function companionLines(ctx: Context, command: Command): Statement[] {
  return ctx.extensions.of(commandCompanion).flatMap((companion) => companion(ctx, command) ?? [])
}
