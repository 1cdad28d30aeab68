import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['src/properties.test-kit.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
  },
})
