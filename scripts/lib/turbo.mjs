import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * `turbo run` as a command, with its telemetry off.
 * @param {string[]} args the task and turbo's own options
 */
export function turbo(args) {
  return {
    command: join(root, 'node_modules/.bin/turbo'),
    args: ['run', ...args],
    env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  }
}
