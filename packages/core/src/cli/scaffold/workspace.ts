import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, parse, relative } from 'node:path'
import { commandError } from '../command.ts'

export interface Workspace {
  /** Absolute. */
  readonly root: string
}

/** The nearest folder upwards whose package.json has `workspaces`. Throws a `CommandError` where there is none. */
export function workspaceOf(from: string): Workspace {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && 'workspaces' in (JSON.parse(readFileSync(file, 'utf8')) as object)) return { root: folder }
    if (folder === parse(folder).root)
      throw commandError(`There is no workspace at ${from}.`, {
        hint: 'Go to a folder of a project whose package.json has "workspaces", or name a folder of one with --dir.',
      })
  }
}

/** The way from one folder to another, as it stands in a file: `../../..`. */
export function wayTo(from: string, to: string): string {
  const way = relative(from, to).replaceAll('\\', '/')
  return way.startsWith('.') ? way : `./${way}`
}
