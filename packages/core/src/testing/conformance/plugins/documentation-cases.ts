import { ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { channelOf } from '../../../plugins/define-channel.ts'
import type { PluginCases } from './cases.ts'
import { settingNames } from './config-cases.ts'
import type { PluginWorld } from './world.ts'

const entryNames = (schema: unknown) =>
  Object.keys((schema as { readonly entries?: object } | undefined)?.entries ?? {})

const readmeOf = ({ options: { readme = '' } }: PluginWorld) => readFileSync(readme, 'utf8')

/** Codes of its own: what it declares, and what its endpoints say that they answer. */
function codesOf({ id, definition }: PluginWorld['plugin']): string[] {
  const endpoints = Object.values(definition.contract ?? {})
  const declared = [...Object.values(definition.problems ?? {}), ...endpoints.flatMap(({ problems = [] }) => problems)]
  return [...new Set(declared.map(({ code }) => code))].filter((code) => code.startsWith(`${id}.`))
}

interface Row {
  readonly codes: readonly string[]
  /** Beside a status: what it means, and what to do. */
  readonly words: number
}

/** Rows of tables whose first column has codes: `plugin.code`, or `.code` behind the first of its row. */
function errorRows(readme: string, id: string): Row[] {
  const tables = readme.match(/(?:^\|.*\|\r?\n?)+/gm) ?? []
  const lines = tables
    .filter((table) => /^\|\s*`?code/i.test(table))
    .flatMap((table) => table.trimEnd().split(/\r?\n/).slice(2))
  return lines.map((line) => {
    const [first = '', ...others] = line.split('|').slice(1, -1)
    const told = [...first.matchAll(/`([^`]+)`/g)].map(([, code = '']) => (code.startsWith('.') ? id + code : code))
    return { codes: told, words: others.filter((cell) => /\p{L}{2}/u.test(cell)).length }
  })
}

export const documentationCases: PluginCases = {
  'documentation: the README tells every setting': {
    needs: ['readme'],
    run: (world) => {
      const text = readmeOf(world)
      const channel = channelOf(world.plugin.definition)
      const names = [...settingNames(world), ...entryNames(channel?.settings), ...entryNames(channel?.credentials)]
      for (const name of names)
        ok(text.includes(`\`${name}\``) || text.includes(`\`${name}.`), `it says nothing of ${name}`)
      return Promise.resolve()
    },
  },
  'documentation: the README has a table of every error code, with what it means': {
    needs: ['readme', 'codes'],
    run: (world) => {
      const rows = errorRows(readmeOf(world), world.plugin.id)
      for (const code of codesOf(world.plugin)) {
        const row = rows.find(({ codes }) => codes.includes(code))
        ok(row !== undefined, `no table of errors has ${code}`)
        ok(row.words > 0, `it does not say what ${code} means`)
      }
      return Promise.resolve()
    },
  },
}

/** How many error codes it has. */
export const codeCount = (plugin: PluginWorld['plugin']): number => codesOf(plugin).length
