export type Lines = AsyncGenerator<string, void>

/** The lines of a text that is read as it comes. */
export async function* linesOf(body: ReadableStream<Uint8Array>): Lines {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line !== '') yield line
      if (done) return
    }
  } finally {
    // Who stops in between wants no more of it.
    await reader.cancel().catch(() => {})
  }
}
