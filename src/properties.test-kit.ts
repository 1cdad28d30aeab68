/**
 * Property tests try the same cases on every machine, so that a push never fails for another's luck. To look for others:
 * `PROPERTY_SEED=$RANDOM PROPERTY_RUNS=50000 npx vitest run property`.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) })
