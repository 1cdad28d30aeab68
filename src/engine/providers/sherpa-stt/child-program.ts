/** How the child process is started: as it was built, or from the sources, which need a loader. */
import { fileURLToPath } from 'node:url'

export interface ChildProgram {
  readonly file: string
  readonly execArgv: readonly string[]
}

export function childProgram(): ChildProgram {
  if (!import.meta.url.endsWith('.ts')) {
    return { file: fileURLToPath(new URL('./recognition-child.js', import.meta.url)), execArgv: [] }
  }
  const file = fileURLToPath(new URL('./recognition-child.ts', import.meta.url))
  return { file, execArgv: ['--import', import.meta.resolve('tsx')] }
}
