import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { commandError, EXIT } from '../command.ts'

/** What is used of Rolldown (https://rolldown.rs/reference), which a workspace brings. */
interface Rolldown {
  build(options: object): Promise<unknown>
}

/** Makes one module of a package's sources; throws an Error in the bundler's words when they cannot be read. */
export interface Bundler {
  readonly file: string
  build(): Promise<void>
}

/** Beside the package's own modules, so that what it imports is found as its sources would find it. */
export async function bundlerFor(folder: string, root: string): Promise<Bundler> {
  const rolldown = await rolldownOf(root)
  const file = join(folder, 'node_modules/.vitrine/plugin.mjs')
  return {
    file,
    build: async () =>
      void (await rolldown.build({
        input: join(folder, 'src/index.ts'),
        platform: 'node',
        external: (id: string) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
        logLevel: 'silent',
        output: { file, format: 'esm', sourcemap: 'inline', codeSplitting: false },
      })),
  }
}

async function rolldownOf(root: string): Promise<Rolldown> {
  const find = createRequire(join(root, 'package.json'))
  try {
    return (await import(pathToFileURL(find.resolve('rolldown')).href)) as Rolldown
  } catch {
    throw commandError('The workspace has no Rolldown, which builds the plugin.', {
      exitCode: EXIT.unavailable,
      hint: 'npm install --save-dev rolldown',
    })
  }
}
