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

/** Type-checks the block as a user's strict project would, then runs it. */
async function module({ code, name }: { code: string; name: string }): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  const config = join(folder, `${name}.json`)
  const compilerOptions = { noEmit: true, noUnusedLocals: false }
  writeFileSync(file, `${code}\nexport {}\n`)
  writeFileSync(config, JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, files: [name] }))
  try {
    await start(program('tsc'), ['-p', config]).catch(({ stdout }) => Promise.reject(new Error(String(stdout))))
    await import(file)
  } finally {
    for (const made of [file, config]) rmSync(made, { force: true })
  }
}
