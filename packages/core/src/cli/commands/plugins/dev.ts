import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CommandCall, commandError, EXIT, type Options, text } from '../../command.ts'
import { workspaceOf } from '../../scaffold/index.ts'
import { bundlerFor, type Restart, workOn } from '../../workbench/index.ts'

/** `vitrine plugin dev bazaar`, `vitrine plugin dev loyalty --app apps/shop --port 4000` */
export async function develop({ words: [, name], options, terminal }: CommandCall): Promise<number> {
  if (name === undefined) throw commandError('Say which one: vitrine plugin dev <name>')
  const given = text(options, 'dir')
  const { root } = workspaceOf(resolve(given ?? '.'))
  const folder = join(given === undefined ? join(root, 'packages/plugins') : resolve(given), name)
  if (!existsSync(join(folder, 'src/index.ts')))
    throw commandError(`There is no src/index.ts in ${folder}.`, { hint: `vitrine plugin new ${name} writes one.` })
  const app = appOf(root, options)
  const bundler = await bundlerFor(folder, root)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  let count = 0
  await workOn({
    bundler,
    sources: join(folder, 'src'),
    signal: stop.signal,
    server: {
      ...app,
      env: { VITRINE_DEV_PLUGINS: bundler.file, PORT: app.port },
      url: `http://127.0.0.1:${app.port}/health`,
      say: (words) => void (terminal.isJson ? undefined : terminal.out.write(words)),
    },
    restarted: (restart) => {
      count += 1
      terminal.done([count === 1 ? `${name} is loaded; it is loaded again with each change.` : told(name, restart)], {
        event: count === 1 ? 'started' : 'restarted',
        ...restart,
      })
    },
    failed: (error) => {
      const words = error instanceof Error ? error.message : String(error)
      terminal.fail({ message: `${name} cannot run: ${words}`, hint: 'It is tried again with the next change.' })
    },
  })
  return EXIT.ok
}

function told(name: string, { total, build, stop, start }: Restart): string {
  return `${name}: ${total} ms from the save to the first answer (built in ${build}, stopped in ${stop}, started in ${start})`
}

interface App {
  readonly args: readonly string[]
  readonly cwd: string
  readonly port: string
}

/** The shop that the workspace starts with `npm start`; it must be built, since only the plugin is. */
function appOf(root: string, options: Options): App {
  const cwd = resolve(root, text(options, 'app') ?? 'apps/demo')
  const [program, ...args] = startOf(cwd)
  if (program !== 'node' || args.length === 0)
    throw commandError(`${cwd} has no script "start" that begins with "node".`, {
      hint: 'Name the folder of the shop with --app.',
    })
  const entry = join(cwd, args.at(-1) ?? '')
  if (!existsSync(entry)) throw commandError(`${entry} is not built.`, { hint: 'npm run build' })
  const port = text(options, 'port') ?? process.env.PORT ?? '3000'
  const database = text(options, 'database')
  return { cwd, port, args: [...args, ...(database === undefined ? [] : ['--database', database])] }
}

function startOf(folder: string): string[] {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) throw commandError(`There is no shop in ${folder}.`, { hint: 'Name its folder with --app.' })
  const { scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts?: Record<string, string> }
  return (scripts.start ?? '').split(/\s+/).filter((word) => word !== '')
}
