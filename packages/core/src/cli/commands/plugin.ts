import { type Command, type CommandCall, commandError, EXIT } from '../command.ts'
import { type Connection, withShop } from '../connection.ts'
import { counted } from '../counted.ts'
import { checkQuality } from './plugins/check.ts'
import { develop } from './plugins/dev.ts'
import { newPlugin } from './plugins/new.ts'

/** What people do to the packages of plugins; no shop is asked. */
const WORKSHOP: Readonly<Record<string, Command['run']>> = { new: newPlugin, dev: develop, check: checkQuality }

/** `vitrine plugin list`, `vitrine plugin disable loyalty`, `vitrine plugin remove loyalty --drop`, `vitrine plugin new loyalty --kind feature` */
export const plugin: Command = {
  name: 'plugin',
  summary:
    'Lists the plugins of the shop, turns one off or on, removes it; writes a new one, checks its quality: plugin list | enable | disable | remove <id> | new <name> | dev <name> | check <names>',
  usage: ['list|enable|disable|remove|new|dev|check', '<id>…'],
  options: {
    keep: { type: 'boolean' },
    drop: { type: 'boolean' },
    kind: { type: 'string' },
    dir: { type: 'string' },
    app: { type: 'string' },
    port: { type: 'string' },
  },
  help: {
    keep: 'remove: leave its tables',
    drop: 'remove: with its tables',
    kind: 'new: channel or feature',
    dir: 'new, dev, check: the folder of the packages (default packages/plugins)',
    app: 'dev: folder of the shop (default apps/demo)',
    port: 'dev: where the shop listens (default 3000)',
  },
  run,
}

interface Shown {
  readonly id: string
  readonly version: string
  readonly status: string
  readonly actionItems: readonly { readonly title: string }[]
}

interface Removed {
  readonly tables: readonly string[]
  readonly ended: readonly { readonly what: string; readonly count: number }[]
}

async function run(call: CommandCall): Promise<number> {
  const { words, options } = call
  const [action = 'list', id] = words
  const atWork = WORKSHOP[action]
  if (atWork !== undefined) return atWork(call)
  return withShop(options, (shop) => {
    if (action === 'list') return list(call, shop)
    if (id === undefined) throw commandError(`Say which one: vitrine plugin ${action} <id>`)
    const path = `/admin/plugins/${encodeURIComponent(id)}`
    if (action === 'enable' || action === 'disable') return turn(call, shop, `${path}/${action}`)
    if (action === 'remove') return remove(call, shop, path)
    throw commandError(`vitrine plugin knows list, enable, disable, remove, new, dev and check, not ${action}.`)
  })
}

async function list({ terminal }: CommandCall, shop: Connection): Promise<number> {
  const { items } = await shop.json<{ readonly items: readonly Shown[] }>('/admin/plugins')
  const lines = items.flatMap(({ id, version, status, actionItems }) => [
    `${id} ${version} ${status}`,
    ...actionItems.map(({ title }) => `  ${title}`),
  ])
  terminal.done(lines.length === 0 ? ['The shop has no plugins.'] : lines, { plugins: items })
  return EXIT.ok
}

async function turn({ terminal }: CommandCall, shop: Connection, path: string): Promise<number> {
  const { id, status, version } = await shop.json<Shown>(path, { method: 'POST' })
  terminal.done([`${id} ${version} is ${status}.`], { id, status, version })
  return EXIT.ok
}

/** A shop that is not running is opened without its plugins, so that each of them may be removed; a running one asks to disable it first. */
async function remove(
  { words: [, id], options, terminal }: CommandCall,
  shop: Connection,
  path: string,
): Promise<number> {
  const { keep = false, drop = false } = options
  if (keep === drop)
    throw commandError('Say what becomes of its data.', { hint: `vitrine plugin remove ${id} --keep (or --drop)` })
  const data = drop ? 'drop' : 'keep'
  const { tables, ended } = await shop.json<Removed>(`${path}?data=${data}`, { method: 'DELETE' })
  const gone = drop ? `${counted(tables.length, 'table')} dropped` : 'its data kept'
  const before = ended.map(({ what, count }) => `, ${count} ${what} ended`).join('')
  terminal.done([`${id} is removed, ${gone}${before}.`], { id, data, tables, ended })
  return EXIT.ok
}
