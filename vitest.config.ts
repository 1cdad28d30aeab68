import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['src/properties.test-kit.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
    // Some tests hold calls over real sockets in real time; CI machines are shared and stand still at times.
    retry: process.env.CI ? 1 : 0,
  },
})
