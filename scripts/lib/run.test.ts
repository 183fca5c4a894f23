import { expect, test } from 'vitest'
import { fromCommand, skipCode, sum } from './outcome.mjs'
import { run } from './run.mjs'

const node = (code: string, timeoutMs?: number) =>
  run({ command: process.execPath, args: ['-e', code], ...(timeoutMs && { timeoutMs }) })

test('a command is judged by its exit code', async () => {
  expect(fromCommand(await node(''))).toMatchObject({ passed: 1, failed: 0 })
  expect(fromCommand(await node('console.error("why"); process.exit(3)'))).toMatchObject({ failed: 1, output: 'why\n' })
  expect(fromCommand(await run({ command: 'no-such-program' }))).toMatchObject({ failed: 1 })
})

test('a check without anything to look at is skipped with its reason', async () => {
  const finished = await node(`console.log("nothing here"); process.exit(${skipCode})`)
  expect(fromCommand(finished)).toEqual({ passed: 0, failed: 0, skipped: 1, note: 'nothing here' })
})

test('a command past its time limit is ended together with what it started', async () => {
  // The grandchild holds the output open, so the run could not finish while it lives.
  const code = "require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' })"
  const finished = await node(code, 1_000)
  expect(finished).toMatchObject({ timedOut: true })
  expect(finished.output).toContain('Ended after 1 s.')
})

test('outcomes add up', () => {
  const total = sum([
    { passed: 2, failed: 0, skipped: 1, note: 'skipped: a' },
    { passed: 0, failed: 1, skipped: 0, output: 'broke', failures: ['b'] },
  ])
  expect(total).toEqual({ passed: 2, failed: 1, skipped: 1, note: 'skipped: a', output: 'broke', failures: ['b'] })
})
