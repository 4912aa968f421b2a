import { defineConfig } from 'vitest/config'

// Browser tests: the built binary, a real Chromium, one after the other. The mode "screenshots" takes pictures instead.
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  test: {
    environment: 'node',
    include: mode === 'screenshots' ? ['screenshots.ts'] : ['**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}))
