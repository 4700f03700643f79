import { createHash } from 'node:crypto'
import { createReadStream, openSync, writeSync } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A bare stream with the same duties: hash, fsync, rename, fsync of the folder; down as it lies there. */
const file = join(tmpdir(), `flumen-storage-floor-${process.pid}`)
const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    const hash = createHash('sha256')
    const out = await open(`${file}.partial`, 'w')
    for await (const chunk of request as AsyncIterable<Buffer>) {
      const writing = out.write(chunk)
      hash.update(chunk)
      await writing
    }
    await out.sync()
    await out.close()
    await rename(`${file}.partial`, file)
    const folder = await open(tmpdir())
    await folder.sync()
    await folder.close()
    response.end(hash.digest('hex'))
    return
  }
  const { size } = await stat(file)
  response.writeHead(200, { 'content-length': size })
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response).catch(() => {})
})
for (const end of ['disconnect', 'SIGTERM']) {
  process.on(end, () => {
    writeSync(openSync(file, 'w'), '')
    process.exit(0)
  })
}
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
