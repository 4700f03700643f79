import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { toast } from '../../ui/toast.tsx'

/** Sends something to try it out, and tells what the receiver said. */
export const useTest = (id: string) =>
  useAction({
    run: async () => {
      const { data } = await api.POST('/api/v1/webhooks/{id}/test', { params: { path: { id } } })
      const said = data.status_code ? `It answered ${data.status_code}.` : (data.error ?? '')
      toast({
        title: data.success ? 'The test was taken' : 'The test was not taken',
        text: `${said} ${data.response_body?.slice(0, 120) ?? ''}`,
        tone: data.success ? 'good' : 'danger',
      })
    },
    changes: [['deliveries', id]],
  })
