import { join } from 'node:path'
import { root } from '../root.mjs'
import { run } from '../run.mjs'
import { folder } from './fixture.mjs'

export const program = join(root, 'node_modules/typescript/bin/tsc')

/**
 * Compiles a project of the fixture, and tells how many types it made of generic ones.
 * @param {string} project
 */
export async function instantiationsOf(project) {
  const { code, output } = await run({
    command: process.execPath,
    args: [program, '-p', join(folder, project), '--extendedDiagnostics', '--pretty', 'false'],
  })
  const found = /^Instantiations:\s+(\d+)/m.exec(output)?.[1]
  if (code !== 0 || found === undefined) throw new Error(output.split('\n').slice(0, 20).join('\n'))
  return Number(found)
}
