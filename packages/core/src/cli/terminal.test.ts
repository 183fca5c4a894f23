import { expect, it } from 'vitest'
import { kept } from './fixtures/run.ts'
import { createTerminal } from './terminal.ts'

it('rewrites one line of progress on a terminal and clears it at the end', () => {
  const [out, error] = [kept(), kept()]
  error.stream.isTTY = true
  const terminal = createTerminal({ out: out.stream, error: error.stream, now: () => 0 }, false)
  terminal.progress('1 row')
  terminal.progress('2 rows')
  terminal.done(['2 rows.'], {})
  expect(error.text()).toBe('\r\u001b[2K1 row\r\u001b[2K2 rows\r\u001b[2K')
  expect(out.text()).toBe('2 rows.\n')
})

it('writes a line of progress every three seconds elsewhere', () => {
  const [out, error] = [kept(), kept()]
  let now = 0
  const terminal = createTerminal({ out: out.stream, error: error.stream, now: () => now }, true)
  for (const at of [0, 1_000, 3_000, 3_100, 6_500]) {
    now = at
    terminal.progress(`${at}`)
  }
  terminal.done([], { rows: 2 })
  expect(error.text()).toBe('3000\n6500\n')
  expect(out.text()).toBe('{"rows":2}\n')
})
