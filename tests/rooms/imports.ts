import { posix } from 'node:path'

/** One `import` or `export … from` of a file. */
export interface Import {
  readonly from: string
  /** As written: a package, or a relative path. */
  readonly specifier: string
  /** The file relative to the root when the path is relative. */
  readonly target: string | undefined
  /** `import type` is gone at run time. */
  readonly erased: boolean
}

const statement = /^(?:import|export)\b(\s+type\b(?!\s+from\b))?[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]/gm
const sideEffect = /^import\s*()['"]([^'"]+)['"]/gm
const dynamic = /\bimport\(()\s*['"]([^'"]+)['"]\s*\)/gm

/** Reads the imports of a file from its text; imports stand at the start of a line, as the formatter leaves them. */
export function importsOf({ path, text }: { path: string; text: string }): Import[] {
  return [statement, sideEffect, dynamic]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, type, specifier = '']) => ({
      from: path,
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined,
      erased: Boolean(type),
    }))
}

/** The name of the package in `@scope/name/sub`, `name/sub` or `node:fs`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
