import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { nameOf } from './shapes.ts'

interface DeleteFilesProps {
  bucket: string
  /** One that ends with a slash is all that lies under it. */
  paths: readonly string[]
  onClose: () => void
  onDone: () => void
}

export function DeleteFiles({ bucket, paths, onClose, onDone }: DeleteFilesProps) {
  const remove = useAction({
    run: () =>
      api.DELETE('/api/v1/storage/{bucket}', {
        params: { path: { bucket } },
        body: { prefixes: [...paths] },
      }),
    changes: [['files', bucket]],
    quiet: true,
    done: (_input, { data }) =>
      data.length === 1 ? 'One file is deleted' : `${data.length} files are deleted`,
  })
  const [only = ''] = paths
  const what = paths.length === 1 ? nameOf(only) : `${paths.length} entries`
  return (
    <Confirm
      open
      onClose={onClose}
      title={`Delete ${what}?`}
      description={
        paths.some((path) => path.endsWith('/'))
          ? 'With everything that lies in the folders. It cannot be brought back, and links to it are dead.'
          : 'It cannot be brought back, and links to it are dead.'
      }
      action="Delete"
      run={async () => {
        await remove.mutateAsync()
        onDone()
      }}
    />
  )
}
