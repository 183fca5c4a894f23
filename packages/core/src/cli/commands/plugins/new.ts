import { join, relative, resolve } from 'node:path'
import { type CommandCall, commandError, EXIT, text } from '../../command.ts'
import { KINDS, type Kind, type Names, namesOf, scaffold, workspaceOf } from '../../scaffold/index.ts'

/** `vitrine plugin new loyalty --kind feature` */
export async function newPlugin({ words: [, name], options, terminal }: CommandCall): Promise<number> {
  if (name === undefined) throw commandError('Say how it is called: vitrine plugin new <name> --kind channel|feature')
  const names = namesOf(name)
  const kind = kindOf(text(options, 'kind'))
  const given = text(options, 'dir')
  const { root } = workspaceOf(resolve(given ?? '.'))
  const folder = join(given === undefined ? join(root, 'packages/plugins') : resolve(given), names.kebab)
  const files = scaffold(names, { folder, root }, kind)
  const at = relative(root, folder).replaceAll('\\', '/')
  terminal.done([`${at} is written: ${files.length} files.`, '', ...nextSteps(names, at)], {
    name: names.kebab,
    kind,
    folder: at,
    files,
  })
  return EXIT.ok
}

function kindOf(given: string | undefined): Kind {
  const kind = KINDS.find((one) => one === given)
  if (kind === undefined)
    throw commandError(given === undefined ? 'Say of which kind it is.' : `There is no kind ${given}.`, {
      hint: '--kind channel (a place where people buy) or --kind feature (anything else)',
    })
  return kind
}

function nextSteps({ kebab }: Names, at: string): string[] {
  const steps = [
    ['npm install --ignore-scripts', `makes @vitrine/plugin-${kebab} known in the workspace`],
    [`npm run typecheck -w ${at}`, 'its types'],
    [`npm test -w ${at}`, 'its suite; it is green now'],
    [`npx vitrine plugin dev ${kebab}`, 'loads it into the demo, again with each change'],
    [`npx vitrine plugin check ${kebab}`, 'tells its badge, and what is missing for the next'],
  ] as const
  const width = Math.max(...steps.map(([command]) => command.length))
  return steps.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`)
}
