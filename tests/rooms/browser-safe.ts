import { isThere, read } from './files.ts'
import { type Import, importsOf, packageOf } from './imports.ts'

/** Packages that a contract or a model may bring into a browser. */
const harmless = ['valibot']

/**
 * Follows what a file really loads and names the first package that has no business in a browser.
 * `import type` is not followed: nothing of it is left at run time.
 */
export function serverCodeBehind(entry: string): string[] {
  const seen = new Set<string>()
  const offences: string[] = []
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    if (!isThere(path)) return void offences.push(`${entry} needs ${path}, which is not there`)
    for (const found of importsOf({ path, text: read(path) })) if (!found.erased) follow(found)
  }
  const follow = ({ target, specifier, from }: Import): void => {
    if (target !== undefined) visit(target)
    else if (!harmless.includes(packageOf(specifier))) offences.push(`${entry} loads ${specifier} through ${from}`)
  }
  visit(entry)
  return offences
}

export const isBrowserSafe = (path: string): boolean => serverCodeBehind(path).length === 0
