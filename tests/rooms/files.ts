import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Paths of all sources that git knows or would take, relative to the root. */
export function sources(...folders: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders]
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter((path) => /\.(ts|tsx|mts|mjs)$/.test(path) && isThere(path))
}

export const isThere = (path: string): boolean => existsSync(posix.join(root, path))

export const read = (path: string): string => readFileSync(posix.join(root, path), 'utf8')

export const isTest = (path: string): boolean => /\.(test|test-d)\.tsx?$/.test(path) || path.includes('/fixtures/')

export const isMigration = (path: string): boolean => path.includes('/migrations/')
