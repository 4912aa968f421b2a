import { defineConfig } from 'vitest/config'

// Browser tests: the built binary, a real Chromium, one after the other. The modes "screenshots", "mails" (pictures of them), "size", "lighthouse" and "inp" do what they are called.
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  test: {
    environment: 'node',
    include: ['screenshots', 'mails', 'size', 'lighthouse', 'inp'].includes(mode) ? [`${mode}.ts`] : ['**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000, // filling the demo county takes minutes on a busy machine
  },
}))
