import { api } from '../../api/client.ts'
import { explain } from '../../api/faults.ts'
import { toast } from '../../ui/toast.tsx'
import { nameOf } from './shapes.ts'

/** By a link of one minute: the browser saves it as it comes, however large it is. */
export async function download(bucket: string, path: string): Promise<void> {
  try {
    const { data } = await api.POST('/api/v1/storage/{bucket}/sign/{key}', {
      params: { path: { bucket, key: path } },
      body: { expires_in: 60, method: 'GET', download: nameOf(path) },
    })
    const link = document.createElement('a')
    link.href = data.url
    link.rel = 'noreferrer'
    link.download = nameOf(path)
    link.click()
  } catch (error) {
    const { title, advice } = explain(error)
    toast({ title, text: advice, tone: 'danger' })
  }
}
