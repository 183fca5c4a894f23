import { defineConfig } from 'vitest/config'

const conditions = ['@vitrine/source', 'module', 'node', 'development|production']

/** Of a plugin's package by itself, with the core from its sources. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { pool: 'forks', include: ['src/**/*.test.ts'], testTimeout: 60_000, reporters: ['json'] },
})
