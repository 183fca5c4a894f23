import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { commandError, EXIT } from '../command.ts'
import type { Case } from './facts.ts'

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

export interface Ran {
  /** By absolute path of the test file. */
  readonly cases: ReadonlyMap<string, readonly Case[]>
}

/** Runs these test files with the workspace's own Vitest. Throws a `CommandError` when there is none, or it tells nothing. */
export async function runSuites(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  if (files.length === 0) return { cases: new Map() }
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-suites-'))
  const file = join(folder, 'report.json')
  try {
    const args = ['run', '--root', root, '--reporter=json', `--outputFile=${file}`, ...files]
    const told = await runNode([vitestOf(root), ...args], { cwd: root, env })
    return { cases: casesOf(reportAt(file, told)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function vitestOf(root: string): string {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
    return join(dirname(manifest), 'vitest.mjs')
  } catch {
    throw commandError('The workspace has no Vitest, with which suites run.', {
      exitCode: EXIT.unavailable,
      hint: 'npm install --save-dev vitest',
    })
  }
}

function reportAt(file: string, told: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    throw commandError(`The suites did not run: ${told.trim().split('\n').slice(-3).join(' ')}`, {
      exitCode: EXIT.findings,
    })
  }
}

const STATES: Readonly<Record<string, Case['status']>> = { passed: 'passed', failed: 'failed' }

/** A file that broke before its cases is one case that failed. */
function casesOf({ testResults }: Report): Ran['cases'] {
  return new Map(
    testResults.map(({ name, message, assertionResults }) => {
      const cases = assertionResults.map(({ title, status }) => ({ name: title, status: STATES[status] ?? 'skipped' }))
      const broken: Case[] = [{ name: `its tests do not run: ${message ?? ''}`, status: 'failed' }]
      return [name, cases.length === 0 ? broken : cases]
    }),
  )
}

interface Running {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

function runNode(args: readonly string[], { cwd, env }: Running): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...env, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', fail)
    child.on('close', () => done(Buffer.concat(chunks).toString()))
  })
}
