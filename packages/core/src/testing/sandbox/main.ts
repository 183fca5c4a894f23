import { parseArgs } from 'node:util'
import { marketplaceSandbox } from './marketplace/index.ts'
import { messengerSandbox } from './messenger/index.ts'
import { socialSandbox } from './social/index.ts'

/*
 * A sandbox in a process of its own: `node …/testing/sandbox/main.js marketplace --port 4801`. It tells its address as `{ url }` to the
 * process that forked it and as a line, and ends with it.
 */

const open = { marketplace: marketplaceSandbox, social: socialSandbox, messenger: messengerSandbox }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, seed: { type: 'string' } },
})
const [kind = 'marketplace'] = positionals
const start = Object.hasOwn(open, kind) ? open[kind as keyof typeof open] : undefined
if (start === undefined) throw new Error(`there is ${Object.keys(open).join(', ')}, and no ${kind}`)

const seed = values.seed === undefined ? {} : { seed: Number(values.seed) }
const sandbox = await start({ port: Number(values.port), ...seed })
console.log(`${kind} ${sandbox.url} seed ${sandbox.seed}`)
process.send?.({ url: sandbox.url })
const end = () => void sandbox.stop().then(() => process.exit(0))
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, end)
