#!/usr/bin/env node
// npm links a command only to a file that is there before the build.
import { main } from '../dist/cli/main.js'

process.exitCode = await main(process.argv.slice(2))
