/**
 * The program of the child process: loads the package and the model named in its argument, then recognises what its parent sends. Called
 * with `check` it only loads them. Exit code 10: the package cannot be loaded; 11: the model cannot.
 */

import { loadResampling } from '../../audio/resample.js'
import { messageOf } from '../../errors.js'
import { createRecognition, type RecognitionOptions, type ToRecognition } from './recognition.js'

const [what, json] = process.argv.slice(2)

async function loadPackage() {
  try {
    return (await import('sherpa-onnx-node')).default
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    process.exit(10)
  }
}

const sherpa = await loadPackage()
const options = JSON.parse(json ?? '') as RecognitionOptions
const resampling = await loadResampling()

try {
  const recognition = createRecognition(sherpa, resampling, options, (message) => {
    process.send?.(message)
  })
  if (what === 'check') process.exit(0)
  process.on('message', (message: ToRecognition) => recognition.hear(message))
  // The parent is gone, or wants no more.
  process.on('disconnect', () => process.exit(0))
  process.send?.({ type: 'ready' })
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exit(11)
}
