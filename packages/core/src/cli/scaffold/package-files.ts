import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { version } from '../../version.ts'
import type { Names } from './names.ts'
import { wayTo } from './workspace.ts'

/** Where the package goes, and what stands around it. */
export interface Place {
  /** Absolute. */
  readonly folder: string
  readonly root: string
}

export type Files = Readonly<Record<string, string>>

interface OwnPackage {
  readonly dependencies: Readonly<Record<string, string>>
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Lists that fit stand on one line. */
const compact = (value: unknown) =>
  json(value).replaceAll(
    /\[\n\s+([^[\]{}]{1,90}?)\n\s+\]/g,
    (_, inside: string) => `[${inside.replaceAll(/,\n\s+/g, ', ')}]`,
  )

const own = () => createRequire(import.meta.url)('@vitrine/core/package.json') as OwnPackage

/** The range of this core: 0.x breaks with its second number. */
export const coreRange = (): string => `^${version}`

const COMPILER = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  declaration: true,
  sourceMap: true,
  types: ['node'],
}

/** What a package is made of beside its sources: as its workspace does it, or complete where the workspace says nothing. */
export function packageFiles(names: Names, place: Place, { needs }: { readonly needs: readonly string[] }): Files {
  const { folder, root } = place
  const above = wayTo(folder, root)
  const base = existsSync(join(root, 'tsconfig.json')) ? { extends: `${above}/tsconfig.json` } : undefined
  const compiler = base === undefined ? COMPILER : {}
  return {
    'package.json': json(manifest(names, place, needs)),
    'tsconfig.json': compact({ ...base, compilerOptions: { ...compiler, noEmit: true }, include: ['src'] }),
    'tsconfig.build.json': compact({
      ...(base ?? { extends: './tsconfig.json' }),
      compilerOptions: {
        ...(base === undefined ? { noEmit: false } : {}),
        rootDir: 'src',
        outDir: 'dist',
        customConditions: [],
        inlineSources: true,
      },
      include: ['src'],
      exclude: ['src/**/*.test.ts', 'src/**/*.test-d.ts', 'src/**/fixtures'],
    }),
    LICENSE: existsSync(join(root, 'LICENSE')) ? readFileSync(join(root, 'LICENSE'), 'utf8') : MIT,
  }
}

function manifest({ kebab, title }: Names, { folder, root }: Place, needs: readonly string[]) {
  const above = wayTo(folder, root)
  const { dependencies } = own()
  const sweep = existsSync(join(root, 'scripts/sweep.mjs')) ? ` && node ${above}/scripts/sweep.mjs` : ''
  return {
    name: `@vitrine/plugin-${kebab}`,
    version: '0.0.0',
    description: `${title} for Vitrine`,
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    files: ['dist'],
    exports: {
      '.': { '@vitrine/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    scripts: {
      build: `tsc -p tsconfig.build.json${sweep}`,
      typecheck: 'tsc -p tsconfig.json --noEmit',
      test: `vitest run --root ${above} ${relative(root, folder).replaceAll('\\', '/')}/src`,
    },
    dependencies: Object.fromEntries(needs.map((name) => [name, dependencies[name]])),
    peerDependencies: { '@vitrine/core': '*' },
    devDependencies: { '@vitrine/core': '*' },
  }
}

const MIT = `MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`
