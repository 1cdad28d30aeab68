/** Writes the pages of three recorded calls to `docs/compliance-records.md`. Run by `npm run records` after a change of what is on record. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { examplePages } from '../src/cli/audit/example-pages.ts'

const path = fileURLToPath(new URL('../docs/compliance-records.md', import.meta.url))
writeFileSync(path, await examplePages())
console.log(path)
