#!/usr/bin/env node
// npm links a command only to a file that is there before the build.
import module from 'node:module'

// Node 22 keeps what it compiled for the next start; before anything else is loaded.
module.enableCompileCache?.()
const { main } = await import('../dist/cli/main.js')

process.exitCode = await main(process.argv.slice(2))
