import { configDefaults, defineConfig } from 'vitest/config'

/** Tests of sound and of whole calls in real time. They run after all others and one by one: a busy machine makes both stutter. */
const realTime = [
  'src/cli/talk/{audio,microphone}/**/*.test.{ts,tsx}',
  'src/cli/stack/{live-call,provider-faults}.test.ts',
]

export default defineConfig({
  test: {
    setupFiles: ['src/properties.test-kit.ts'],
    pool: 'threads',
    testTimeout: 20_000,
    // Importing a large package from a cold disk takes more than the usual ten seconds.
    hookTimeout: 60_000,
    // Some tests hold calls over real sockets in real time; CI machines are shared and stand still at times.
    retry: process.env.CI ? 2 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'program',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...realTime],
          // Many of them wait for sockets more than they compute.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'real time', include: realTime, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
