import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandError, EXIT } from '../command.ts'
import * as channelPapers from './channel/papers.ts'
import * as channel from './channel/sources.ts'
import * as channelTests from './channel/tests.ts'
import { wire } from './channel/wire.ts'
import * as featurePapers from './feature/papers.ts'
import * as feature from './feature/sources.ts'
import * as featureTests from './feature/tests.ts'
import { type Names, named } from './names.ts'
import { coreRange, type Files, type Place, packageFiles } from './package-files.ts'
import { aligned } from './tables.ts'

export { type Names, namesOf } from './names.ts'
export { type Workspace, workspaceOf } from './workspace.ts'

export const KINDS = ['channel', 'feature'] as const
export type Kind = (typeof KINDS)[number]

const CHANNEL: Files = {
  'README.md': channelPapers.readme,
  'quality.yaml': channelPapers.quality,
  'src/index.ts': channel.index,
  'src/channel.ts': channel.channel,
  'src/api.ts': channel.api,
  'src/mapping.ts': channel.mapping,
  'src/wire.ts': wire,
  'src/conformance.test.ts': channelTests.conformance,
  'src/mapping.test.ts': channelTests.mappingTest,
}

const FEATURE: Files = {
  'README.md': featurePapers.readme,
  'quality.yaml': featurePapers.quality,
  'src/index.ts': feature.index,
  'src/plugin.ts': feature.plugin,
  'src/buyers.ts': feature.buyers,
  'src/schema.ts': feature.schema,
  'src/problems.ts': feature.problems,
  'src/conformance.test.ts': featureTests.conformance,
  'src/plugin.test.ts': featureTests.pluginTest,
}

const TEMPLATES: Readonly<Record<Kind, { readonly sources: Files; readonly needs: readonly string[] }>> = {
  channel: { sources: CHANNEL, needs: ['valibot'] },
  feature: { sources: FEATURE, needs: ['drizzle-orm', 'valibot'] },
}

/**
 * Writes a plugin's package that type-checks and passes its suite at once. Resolves with the paths in its folder. Throws a `CommandError`
 * when the folder is there; nothing is written then.
 */
export function scaffold(names: Names, place: Place, kind: Kind): string[] {
  if (existsSync(place.folder))
    throw commandError(`${place.folder} is there already.`, {
      exitCode: EXIT.findings,
      hint: 'Choose another name, or another place with --dir.',
    })
  const { sources, needs } = TEMPLATES[kind]
  const written = Object.entries(sources).map(([path, text]) => {
    const own = named(text, names).replaceAll('{core}', coreRange())
    return [path, path.endsWith('.md') ? aligned(own) : own] as const
  })
  const files = { ...packageFiles(names, place, { needs }), ...Object.fromEntries(written) }
  for (const [path, text] of Object.entries(files)) {
    const file = join(place.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return Object.keys(files).sort()
}
