import { Send, UserRoundPlus } from 'lucide-react'
import { usePerson } from '../../session/session.ts'
import { Button } from '../../ui/button.tsx'
import { TextAreaField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import type { Socket } from './socket.ts'

/** Says something in a channel, or shows oneself there. */
export function SendForm({ socket, channels }: { socket: Socket; channels: readonly string[] }) {
  const { id, email } = usePerson()
  const form = useForm({
    initial: { channel: '', event: 'said', payload: '{"text": "hello"}' },
    check: ({ channel, event, payload }) => ({
      channel: channel ? '' : 'Name a channel',
      event: event ? '' : 'Name what happened',
      payload: isJson(payload) ? '' : 'This is no JSON',
    }),
    submit: async ({ channel, event, payload }) => {
      if (!channels.includes(channel)) socket.watch(channel)
      socket.say({ type: 'broadcast', channel, event, payload: JSON.parse(payload) })
    },
  })
  const { channel } = form.values
  const show = () => {
    if (!channels.includes(channel)) socket.watch(channel)
    socket.say({
      type: 'presence',
      channel,
      event: 'track',
      payload: { key: id, state: { email } },
    })
  }
  return (
    <form noValidate onSubmit={(event) => void form.send(event)} className="grid gap-3">
      <TextField label="Channel" placeholder="room" spellCheck={false} {...form.field('channel')} />
      <TextField label="Event" spellCheck={false} {...form.field('event')} />
      <TextAreaField label="Payload" mono rows={3} spellCheck={false} {...form.field('payload')} />
      <div className="flex gap-2">
        <Button type="submit" icon={<Send />} className="grow">
          Broadcast
        </Button>
        <Button icon={<UserRoundPlus />} disabled={!channel} onClick={show}>
          Be present
        </Button>
      </div>
    </form>
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
