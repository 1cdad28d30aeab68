/**
 * Builds `dist` from `src`: compiled modules and declarations, and the data files that lie beside them.
 * `node scripts/build.mjs DIRECTORY` builds into another directory, which should be empty.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')
const given = process.argv[2]
const dist = given === undefined ? join(root, 'dist') : resolve(given)
const compiler = join(root, 'node_modules', 'typescript')

/** What the compiler leaves behind: WebAssembly, weights, audio, tables, and the notices that belong to them. */
const asset = /\.(wasm|f32|bin|ulaw|wav|json)$|^(NOTICE|LICENSE|COPYING)/
/** Settings of a part that is built by itself, such as AssemblyScript's: nothing reads them at run time. */
const settings = /^(package|package-lock|tsconfig|asconfig)\.json$/
const unshipped = new Set(['node_modules', 'testdata'])

function compile() {
  const { bin } = JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8'))
  const project = join(root, 'tsconfig.build.json')
  const { status } = spawnSync(
    process.execPath,
    [join(compiler, bin.tsc), '-p', project, '--outDir', dist],
    { stdio: 'inherit' },
  )
  return status ?? 1
}

function copyAssets() {
  const wanted = (path) => {
    const name = basename(path)
    if (statSync(path).isDirectory()) return !unshipped.has(name)
    return asset.test(name) && !settings.test(name)
  }
  cpSync(src, dist, { recursive: true, filter: wanted })
}

if (existsSync(compiler)) {
  if (given === undefined) rmSync(dist, { recursive: true, force: true })
  process.exitCode = compile()
  copyAssets()
} else {
  console.error('the compiler is not installed\n  fix: npm ci, without --omit=dev')
  process.exitCode = 1
}
