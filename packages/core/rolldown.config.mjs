import { readFileSync } from 'node:fs'
import { assignedSpreads } from '../../scripts/lib/spreads.mjs'

/** @type {{ exports: Record<string, string | Record<string, string>>, dependencies: Record<string, string>, peerDependencies: Record<string, string> }} */
const { exports, dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
)

const doors = Object.values(exports).flatMap((door) =>
  typeof door === 'string' ? [] : (door['@vitrine/source'] ?? []),
)

/** Every way into the package: its doors, the command line, and what measurements use from inside. */
const entries = [...doors, './src/cli/main.ts', './src/testing/inside.ts']

/**
 * The code goes out in few files, because Node takes half a millisecond to find, read and compile each: a shop of 650 modules starts twice as fast.
 * A file holds what the same entries need, so browsers still get nothing of the server. Only what users install with it stays outside.
 * @type {import('rolldown').RolldownOptions}
 */
export default {
  input: Object.fromEntries(entries.map((path) => [path.replace(/^\.\/src\/|\.ts$/g, ''), path])),
  platform: 'node',
  plugins: [assignedSpreads()],
  external: [
    /^node:/,
    ...Object.keys({ ...dependencies, ...peerDependencies }).map((name) => new RegExp(`^${name}(?:/|$)`)),
  ],
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    /* They stand in the types, and in the sources that the maps carry. */
    comments: { jsdoc: false },
    chunkFileNames: 'chunks/[name].js',
  },
}
