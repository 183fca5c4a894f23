import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contract } from './contract.ts'
import { problems } from './problems.ts'
import { Settings } from './settings.ts'

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('the README', () => {
  it('names every error with its status', () => {
    const wanted = Object.values(problems).map(({ code, spec }) => `${code} ${spec.status}`)
    const told = [...text.matchAll(/\| `(storefront\.\w+)`\s*\| (\d+)/g)].map(([, code, status]) => `${code} ${status}`)
    expect(told.sort()).toEqual(wanted.sort())
  })

  it('names every endpoint', () => {
    const missing = Object.values(contract).filter(
      ({ method, path }) => !new RegExp(`${method} ${path.replaceAll('.', '\\.')}(?![\\w/])`).test(text),
    )
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('names every setting', () => {
    const missing = Object.keys(Settings.entries).filter((name) => !text.includes(`| \`${name}`))
    expect(missing).toEqual([])
  })
})
