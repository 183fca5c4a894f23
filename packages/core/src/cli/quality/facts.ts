import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Quality } from './claims.ts'

/** One case of a plugin's suite as it came out. */
export interface Case {
  readonly name: string
  readonly status: 'passed' | 'failed' | 'skipped'
}

/** What rules are judged by. */
export interface Facts {
  readonly kind: Quality['kind']
  readonly verified: string | undefined
  /** Milliseconds. */
  readonly now: number
  readonly readme: string
  readonly manifest: Readonly<Record<string, unknown>>
  /** Sources without tests, by path below `src`. */
  readonly sources: Readonly<Record<string, string>>
  readonly fixtures: number
  readonly isStrict: boolean
  readonly cases: readonly Case[]
}

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

export function filesOf(folder: string): string[] {
  const source = join(folder, 'src')
  if (!existsSync(source)) return []
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
}

/** Everything that can be read without running anything. */
export function readFacts(folder: string): Pick<Facts, 'readme' | 'manifest' | 'sources' | 'fixtures' | 'isStrict'> {
  const files = filesOf(folder).filter((path) => /\.[a-z]+$/.test(path))
  const isSource = (path: string) => path.endsWith('.ts') && !/\.test(-d)?\.ts$|(^|\/)fixtures\//.test(path)
  return {
    readme: textOf(join(folder, 'README.md')),
    manifest: JSON.parse(textOf(join(folder, 'package.json')) || '{}') as Facts['manifest'],
    sources: Object.fromEntries(
      files.filter(isSource).map((path) => [path, textOf(join(folder, 'src', path))] as const),
    ),
    fixtures: files.filter((path) => /(^|\/)fixtures\//.test(path)).length,
    isStrict: isStrict(join(folder, 'tsconfig.json')),
  }
}

/** Whether a tsconfig, or what it extends, asks for strict types. */
function isStrict(file: string): boolean {
  const { extends: above, compilerOptions } = JSON.parse(textOf(file) || '{}') as {
    readonly extends?: string
    readonly compilerOptions?: { readonly strict?: boolean }
  }
  if (compilerOptions?.strict !== undefined) return compilerOptions.strict
  return above !== undefined && isStrict(join(file, '..', above))
}
