import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './root.mjs'
import { judge } from './vitest.mjs'

const file = (name: string, ...statuses: string[]) => ({
  name: join(root, name),
  status: statuses.includes('failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: statuses.map((status, index) => ({ fullName: `case ${index}`, status })),
})

test('tests are counted by their result, and those left out are named', () => {
  const report = {
    testResults: [file('a.test.ts', 'passed', 'passed', 'failed'), file('b.test.ts', 'skipped', 'todo')],
  }
  expect(judge({ report, code: 1, output: 'details' })).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    note: 'skipped: case 0, case 1',
    output: 'details',
    failures: ['a.test.ts > case 2'],
  })
})

test('a file that cannot be loaded is a failure', () => {
  const broken = { ...file('broken.test.ts'), status: 'failed' }
  expect(judge({ report: { testResults: [file('a.test.ts', 'passed'), broken] }, code: 1, output: '' })).toMatchObject({
    passed: 1,
    failed: 1,
    failures: ['broken.test.ts'],
  })
})

test('a run that ends badly without naming a test is a failure', () => {
  expect(judge({ report: { testResults: [file('a.test.ts', 'passed')] }, code: 1, output: '' }).failed).toBe(1)
  expect(judge({ report: undefined, code: 137, output: '' }).failed).toBe(1)
})

test('a project without tests is skipped, not passed', () => {
  expect(judge({ report: { testResults: [] }, code: 0, output: '' })).toEqual({
    passed: 0,
    failed: 0,
    skipped: 1,
    note: 'no tests',
  })
})
