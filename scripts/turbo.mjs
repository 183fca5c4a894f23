import { relay } from './lib/relay.mjs'
import { root } from './lib/root.mjs'
import { turbo } from './lib/turbo.mjs'

process.exitCode = await relay({ ...turbo(process.argv.slice(2)), cwd: root })
