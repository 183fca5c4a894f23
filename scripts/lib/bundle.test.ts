import { expect, it } from 'vitest'
import { importsOf } from './bundle.mjs'

it('finds what a file of a bundle imports in every way', () => {
  const code = `import { a } from "../chunks/a.js"
import "./side.js"
/** The texts from './ of which none is a file. */
import { readFileSync } from "node:fs"
export { b } from "./b.js"
const later = () => import("./later.js")
const { c } = await import('../chunks/c.js')`
  expect(importsOf({ path: 'cli/main.js', code })).toEqual([
    'chunks/a.js',
    'cli/side.js',
    'cli/b.js',
    'cli/later.js',
    'chunks/c.js',
  ])
})
