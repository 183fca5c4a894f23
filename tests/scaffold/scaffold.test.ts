import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kept } from '../../packages/core/src/cli/fixtures/run.ts'
import { main } from '../../packages/core/src/cli/main.ts'
import { root } from '../rooms/files.ts'

const run = promisify(execFile)

/** Below the root, so that packages are found from there as they are in a workspace; ignored by everybody else. */
const parent = join(root, '.data/scaffold')
let folder: string
beforeAll(() => {
  mkdirSync(parent, { recursive: true })
  folder = mkdtempSync(join(parent, 'w'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tsc = (project: string) =>
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, '--noEmit'])

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
}

async function suite(name: string, ...options: string[]): Promise<Report> {
  const file = join(folder, `${name}.json`)
  const config = join(root, 'tests/scaffold/vitest.config.ts')
  const args = ['run', '--config', config, '--root', join(folder, name), '--reporter=json', `--outputFile=${file}`]
  await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args, ...options], {
    cwd: root,
  }).catch(() => undefined)
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

/** The whole suite of a channel takes half a minute on a busy machine; here its beginning, the rest with `npm run soak`. */
const isLong = process.env.VITRINE_SCAFFOLD === 'whole'
const BRIEFLY = ['-t', 'what is listed is shown|preview|removed with drop|documentation: ']

describe('a plugin that was just written', { timeout: 300_000 }, () => {
  test.each([
    { kind: 'feature', options: [], least: 20 },
    { kind: 'channel', options: isLong ? [] : BRIEFLY, least: isLong ? 50 : 4 },
  ])('of the kind $kind has the types that it needs, and passes its suite', async ({ kind, options, least }) => {
    const began = performance.now()
    const name = `new-${kind}`
    const error = kept()
    const code = await main(['plugin', 'new', name, '--kind', kind, '--dir', folder], {
      out: kept().stream,
      error: error.stream,
      now: () => 0,
    })
    expect([code, error.text()]).toEqual([0, ''])
    const [, report] = await Promise.all([tsc(join(folder, name, 'tsconfig.json')), suite(name, ...options)])
    expect(report.numFailedTests).toBe(0)
    expect(report.numPassedTests).toBeGreaterThanOrEqual(least)
    const seconds = Math.round((performance.now() - began) / 100) / 10
    process.stdout.write(
      `\nscaffold: ${kind}: ${report.numPassedTests} cases green ${seconds} s after its name was chosen\n`,
    )
  })
})
