/**
 * Builds after `npm install` and `npm ci`, except when there is nothing to build with or nothing to build for:
 * an install without development parts has no compiler, and `npx voice-agent` in a clone links the package into
 * npm's cache and would compile a second time what `npm ci` compiled.
 */
import { existsSync } from 'node:fs'

const compiler = new URL('../node_modules/typescript/package.json', import.meta.url)
const startedByNpx = process.env.npm_command === 'exec'

if (existsSync(compiler) && !startedByNpx) await import('./build.mjs')
