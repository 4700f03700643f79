import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { filesIn } from './dropped.ts'

interface DropZoneProps {
  /** Where the files go, in words. */
  target: string
  onFiles: (files: readonly { path: string; file: File }[]) => void
  children: ReactNode
}

/** Files and folders that are dropped here are uploaded. The button beside it does the same. */
export function DropZone({ target, onFiles, children }: DropZoneProps) {
  const [depth, setDepth] = useState(0)
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setDepth(0)
    onFiles(await filesIn(event.dataTransfer))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: "Upload" does the same from the keyboard
    <div
      className="relative"
      onDragEnter={(event) => holdsFiles(event) && setDepth((held) => held + 1)}
      onDragLeave={(event) => holdsFiles(event) && setDepth((held) => Math.max(0, held - 1))}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => void drop(event)}
    >
      {children}
      {depth > 0 && (
        <div className="pointer-events-none absolute inset-0 z-20 flex items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent-text">
          <Upload aria-hidden className="size-5" /> Upload into {target}
        </div>
      )}
    </div>
  )
}
