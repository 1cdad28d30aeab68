/** Builds after `npm install` and `npm ci`; an install without development parts has no compiler and needs no build. */
import { existsSync } from 'node:fs'

const compiler = new URL('../node_modules/typescript/package.json', import.meta.url)
if (existsSync(compiler)) await import('./build.mjs')
