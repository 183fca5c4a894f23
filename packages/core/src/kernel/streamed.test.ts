import { expect, it } from 'vitest'
import { streamed } from './streamed.ts'

it('texts are read as one body, made no sooner than the reader asks', async () => {
  let made = 0
  async function* pieces() {
    for (const text of ['één ', 'twee ', 'drie']) {
      made += 1
      yield text
    }
  }
  const response = new Response(streamed(pieces()))
  expect(made).toBeLessThan(3)
  expect(await response.text()).toBe('één twee drie')
})

it('a reader that leaves ends the making', async () => {
  let isEnded = false
  async function* pieces() {
    try {
      for (;;) yield 'more'
    } finally {
      isEnded = true
    }
  }
  const reader = streamed(pieces()).getReader()
  await reader.read()
  await reader.cancel()
  expect(isEnded).toBe(true)
})
