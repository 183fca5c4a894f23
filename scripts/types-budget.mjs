import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { skipCode } from './lib/outcome.mjs'
import { root } from './lib/root.mjs'
import { instantiationsOf } from './lib/types-budget/compiler.mjs'
import { completionTime } from './lib/types-budget/editor.mjs'
import { ENDPOINTS, folder, PLUGINS, writeFixture } from './lib/types-budget/fixture.mjs'

/*
 * What plugins cost whoever writes an app with them: 20 plugins with 300 endpoints are made, and their declarations are used as packages are.
 * Types that the compiler makes do not depend on the machine, so they are held to limits; the editor's time is held to what it is without them.
 */

/** Types for an app with every plugin, made from declarations. */
const WHOLE = 80_000
/** Types for one plugin more. */
const EACH = 3_200
/** How much longer an editor may take with twenty plugins than with one, beside a little that any machine may be late. */
const SLOWER = 2
const LATE = 150

/** @returns {Promise<number>} an exit code */
async function main() {
  if (!existsSync(join(root, 'packages/sdk/dist/index.d.ts'))) {
    console.log('the packages are not built')
    return skipCode
  }
  const half = PLUGINS / 2
  writeFixture([1, half, PLUGINS])
  const sources = await instantiationsOf('tsconfig.sources.json')
  const whole = await instantiationsOf(`tsconfig.${PLUGINS}.json`)
  const each = (whole - (await instantiationsOf(`tsconfig.${half}.json`))) / half
  const [one, all] = [await completionTime(1), await completionTime(PLUGINS)]
  rmSync(folder, { recursive: true, force: true })
  const faults = [
    ...(whole > WHOLE ? [`${whole} types for ${PLUGINS} plugins, more than ${WHOLE}`] : []),
    ...(each > EACH ? [`${Math.round(each)} types for one plugin more, more than ${EACH}`] : []),
    ...(all > one * SLOWER + LATE
      ? [`an editor takes ${Math.round(all)} ms with ${PLUGINS} plugins, and ${Math.round(one)} ms with one`]
      : []),
  ]
  for (const fault of faults) console.log(`FAILED ${fault}`)
  console.log(
    `${PLUGINS} plugins, ${PLUGINS * ENDPOINTS} endpoints: ${sources} types to build them, ${whole} to use them all from declarations, ${Math.round(each)} for one more; completion ${Math.round(one)} ms with one, ${Math.round(all)} ms with all`,
  )
  return faults.length
}

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
