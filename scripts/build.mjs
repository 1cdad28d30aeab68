/** Builds `dist` from `src`: compiled modules and declarations, and the data files that lie beside them. */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')
const dist = join(root, 'dist')

/** What the compiler leaves behind: WebAssembly, weights, audio, tables, and the notices that belong to them. */
const assetTypes = new Set(['.wasm', '.f32', '.bin', '.ulaw', '.wav', '.json'])
const notices = /^(NOTICE|LICENSE|COPYING)/

function compile() {
  const home = join(root, 'node_modules', 'typescript')
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const project = join(root, 'tsconfig.build.json')
  const { status } = spawnSync(process.execPath, [join(home, bin.tsc), '-p', project], {
    stdio: 'inherit',
  })
  return status ?? 1
}

function copyAssets() {
  for (const file of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    if (!assetTypes.has(extname(file.name)) && !notices.test(file.name)) continue
    const from = join(file.parentPath, file.name)
    cpSync(from, join(dist, from.slice(src.length)))
  }
}

rmSync(dist, { recursive: true, force: true })
process.exitCode = compile()
copyAssets()
