export interface Dropped {
  /** With the folders it lay in. */
  path: string
  file: File
}

/** All files that were dropped, also those in folders. Must be called while the event is handled. */
export async function filesIn({ items, files }: DataTransfer): Promise<Dropped[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return [...files].map((file) => ({ path: file.name, file }))
  return (await Promise.all(entries.map((entry) => read(entry)))).flat()
}

async function read(entry: FileSystemEntry, folder = ''): Promise<Dropped[]> {
  const path = `${folder}${entry.name}`
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    return [{ path, file }]
  }
  const inside = await entriesOf(entry as FileSystemDirectoryEntry)
  return (await Promise.all(inside.map((one) => read(one, `${path}/`)))).flat()
}

/** A reader gives some at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}
