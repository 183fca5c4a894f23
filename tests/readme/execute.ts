import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../rooms/files.ts'
import type { Block } from './blocks.ts'

const start = promisify(execFile)
const folder = join(root, 'tests/.readme')
const program = (name: string): string => join(root, 'node_modules/.bin', name)

/** The address that the page uses for the demo; a started shop takes its place. */
const printed = /http:\/\/localhost:3000/g

/** The database of a page's examples, which gets a folder of its own. */
const database = /file:\.data\/shop\.db/g

/** Runs a block against the shop at `url`; rejects when the block fails. */
export async function execute({ block, url }: { block: Block; url: string }): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'vitrine-readme-'))
  const code = block.code.replace(printed, url).replace(database, `file:${place}/shop.db`)
  try {
    if (block.language === 'sh') await shell(code)
    else if (block.language === 'ts') await module({ code, name: `line-${block.line}-${randomUUID()}.ts` })
    else throw new Error(`Nothing here can run ${block.language || 'a block without language'}.`)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function shell(code: string): Promise<void> {
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }
  await start('bash', ['-euo', 'pipefail', '-c', code], { cwd: root, env })
}

async function module({ code, name }: { code: string; name: string }): Promise<void> {
  const [file] = written([{ code, name }])
  try {
    await import(join(folder, `${file}`))
  } finally {
    rmSync(join(folder, `${file}`), { force: true })
  }
}

/** What the compiler says against programs as a strict project of a user would have them; empty when all are well. One look at all, because each reads the packages anew. */
export async function typeFaults(
  programs: readonly { readonly code: string; readonly name: string }[],
): Promise<string> {
  const files = written(programs.map(({ code, name }) => ({ code, name: `${name}-${randomUUID()}.ts` })))
  const config = `${randomUUID()}.json`
  const compilerOptions = { noEmit: true, noUnusedLocals: false }
  writeFileSync(join(folder, config), JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, files }))
  try {
    await start(program('tsc'), ['-p', join(folder, config)])
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout || error)
  } finally {
    for (const made of [...files, config]) rmSync(join(folder, made), { force: true })
  }
}

function written(programs: readonly { readonly code: string; readonly name: string }[]): string[] {
  mkdirSync(folder, { recursive: true })
  for (const { code, name } of programs) writeFileSync(join(folder, name), `${code}\nexport {}\n`)
  return programs.map(({ name }) => name)
}
