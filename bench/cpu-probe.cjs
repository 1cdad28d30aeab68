/** Preloaded into a child: writes the CPU microseconds of the whole process to file descriptor 3 at its end. */
const { writeSync } = require('node:fs')
const { isMainThread } = require('node:worker_threads')

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    writeSync(3, String(user + system))
  })
}
