import type { FlumenError } from '@flumen/client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Entry } from './shapes.ts'

interface Place {
  bucket: string
  /** Ends with a slash, or is the top: ''. */
  folder: string
  search: string
}

/** A folder of a bucket page by page: what lies deeper as folders first. A search looks below, too. */
export function useFiles({ bucket, folder, search }: Place) {
  const pages = useInfiniteQuery({
    queryKey: ['files', bucket, folder, search],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: 100,
        offset: 0,
        sort: 'name',
        order: 'asc',
        ...(folder && { prefix: folder }),
        ...(search ? { search } : { delimiter: '/' }),
        ...(pageParam && { cursor: pageParam }),
      } as const
      const params = { path: { bucket }, query }
      return (await api.GET('/api/v1/storage/{bucket}', { params, signal })).data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
  })
  const found = pages.data?.pages ?? []
  const folders = [...new Set(found.flatMap(({ prefixes = [] }) => prefixes))]
  const entries: Entry[] = [
    ...folders.map((path) => ({ kind: 'folder' as const, path })),
    ...found.flatMap(({ files }) =>
      files.map((file) => ({ kind: 'file' as const, path: file.key, file })),
    ),
  ]
  return { ...pages, error: pages.error as FlumenError | null, entries }
}
