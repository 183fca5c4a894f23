import { defineConfig } from 'vitest/config'

/** Tests read the packages from source, so that nothing has to be built before them. */
const conditions = ['@vitrine/source', 'module', 'node', 'development|production']
const fromSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
}

const minute = 60_000

export default defineConfig({
  test: {
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          pool: 'forks',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/plugins/*/src/**/*.test.ts',
            'apps/demo/src/**/*.test.{ts,tsx}',
            'tests/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'tests/fault/**', 'tests/rooms.test.ts'],
          /* They wait for the disk half of the time. */
          maxWorkers: '100%',
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { name: 'rooms', include: ['tests/rooms.test.ts'], sequence: { groupOrder: 0 } },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['packages/*/src/**/*.test-d.ts', 'packages/plugins/*/src/**/*.test-d.ts'],
            tsconfig: './tsconfig.types.json',
            ignoreSourceErrors: true,
          },
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...fromSource,
        test: {
          name: 'browser',
          pool: 'forks',
          include: ['apps/demo/e2e/**/*.test.ts'],
          env: { CHROMIUM_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
          fileParallelism: false,
          testTimeout: minute,
          hookTimeout: 2 * minute,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...fromSource,
        test: {
          name: 'fault',
          pool: 'forks',
          include: ['tests/fault/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 5 * minute,
          hookTimeout: minute,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
