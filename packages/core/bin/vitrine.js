#!/usr/bin/env node
// npm links a command only to a file that is there before the build.
import '../dist/cli/main.js'
