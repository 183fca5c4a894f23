import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { skipped } from './outcome.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ fullName: string, status: string }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ testResults: TestFile[] }} Report
 */

/**
 * Runs one vitest project and counts its tests.
 * @param {{ project: string, args?: string[], env?: Record<string, string>, timeoutMs?: number, stream?: (text: string) => void }} suite
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runVitest({ project, args = [], env = {}, timeoutMs, stream }) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-test-'))
  const file = join(folder, 'report.json')
  const { code, output } = await run({
    command: join(root, 'node_modules/.bin/vitest'),
    args: [...options(project, file), ...args],
    env,
    ...(timeoutMs && { timeoutMs }),
    ...(stream && { stream }),
  })
  const report = read(file)
  rmSync(folder, { recursive: true, force: true })
  return judge({ report, code, output })
}

/**
 * @param {string} project
 * @param {string} file
 */
function options(project, file) {
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  return ['run', '--project', project, '--passWithNoTests', '--silent=passed-only', ...reporters]
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Counts a report. A file that broke outside its tests (an import, a hook) counts as one failure, and so does
 * a run that ended badly without naming any.
 * @param {{ report: Report | undefined, code: number, output: string }} ran
 * @returns {import('./outcome.mjs').Outcome}
 */
export function judge({ report, code, output }) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const failures = files.flatMap(failuresOf)
  if (code !== 0 && failures.length === 0) failures.push('the run itself')
  if (code === 0 && tests.length === 0) return skipped('no tests')
  const passed = tests.filter(({ status }) => status === 'passed').length
  const leftOut = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  return {
    passed,
    failed: failures.length,
    skipped: leftOut.length,
    ...(leftOut.length > 0 && { note: `skipped: ${leftOut.map(({ fullName }) => fullName).join(', ')}` }),
    ...(failures.length > 0 && { output, failures }),
  }
}

/** @param {TestFile} file */
function failuresOf(file) {
  const path = relative(root, file.name)
  const names = file.assertionResults.filter(({ status }) => status === 'failed').map((test) => test.fullName)
  if (file.status === 'failed' && names.length === 0) return [path]
  return names.map((name) => `${path} > ${name}`)
}
