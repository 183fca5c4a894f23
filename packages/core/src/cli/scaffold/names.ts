import { commandError } from '../command.ts'

/** A plugin's name in the forms in which it is written. */
export interface Names {
  /** `click-and-collect` */
  readonly kebab: string
  /** `clickAndCollect` */
  readonly camel: string
  /** `click_and_collect` */
  readonly snake: string
  /** `Click and collect` */
  readonly title: string
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** Names of `commerce.call` and of the surfaces, and what JavaScript keeps for itself where it would be exported. */
const TAKEN = [
  'store',
  'admin',
  'hooks',
  'dev',
  'core',
  'default',
  'delete',
  'export',
  'import',
  'new',
  'package',
  'return',
]

/** Throws a `CommandError` for a name that no plugin can have. */
export function namesOf(kebab: string): Names {
  if (!KEBAB.test(kebab) || kebab.length > 60)
    throw commandError(`${JSON.stringify(kebab)} is no name for a plugin.`, {
      hint: 'Lower case words with hyphens: loyalty, click-and-collect.',
    })
  if (TAKEN.includes(kebab)) throw commandError(`A plugin cannot be called ${kebab}: the word is taken.`)
  const [first = '', ...rest] = kebab.split('-')
  const camel = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const words = kebab.replaceAll('-', ' ')
  return { kebab, camel, snake: kebab.replaceAll('-', '_'), title: words.charAt(0).toUpperCase() + words.slice(1) }
}

/**
 * A template with this name in it. Templates are written for a plugin called `sample-plugin`, so that they read like what comes out of them.
 */
export function named(template: string, { kebab, camel, snake, title }: Names): string {
  return template
    .replaceAll('sample-plugin', kebab)
    .replaceAll('samplePlugin', camel)
    .replaceAll('sample_plugin', snake)
    .replaceAll('Sample plugin', title)
}
