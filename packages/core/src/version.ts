import { createRequire } from 'node:module'

interface PackageJson {
  readonly version: string
}

/** The version of this package, by its own name: a path would depend on how it was built. */
export const version = (createRequire(import.meta.url)('@vitrine/core/package.json') as PackageJson).version
