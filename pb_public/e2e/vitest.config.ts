import { defineConfig } from 'vitest/config'

// Browser tests: the built binary, a real Chromium, one after the other.
export default defineConfig({
  root: import.meta.dirname,
  test: { environment: 'node', include: ['**/*.e2e.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
})
