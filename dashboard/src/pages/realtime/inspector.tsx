import { useEffect, useState, useSyncExternalStore } from 'react'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Card } from '../../ui/page.tsx'
import { MessageLog } from './message-log.tsx'
import { SendForm } from './send-form.tsx'
import { Socket, type Status } from './socket.ts'
import { WatchForm } from './watch-form.tsx'

const states = {
  connecting: { tone: 'warn', text: 'Connecting' },
  open: { tone: 'good', text: 'Connected' },
  closed: { tone: 'danger', text: 'Not connected' },
} as const satisfies Record<Status, object>

/** A connection as you: what policies hide from you is not here either. */
export function Inspector() {
  const [socket] = useState(() => new Socket())
  const view = useSyncExternalStore(socket.subscribe, socket.view)
  useEffect(() => {
    void socket.connect()
    return () => socket.end()
  }, [socket])
  const { tone, text } = states[view.status]
  const present = Object.entries(view.present).filter(([, people]) => people.length > 0)
  return (
    <div className="grid gap-5 lg:grid-cols-[320px_minmax(0,1fr)] lg:items-start">
      <div className="grid gap-5">
        <Card title="Watch" actions={<Dot tone={tone}>{text}</Dot>}>
          <WatchForm socket={socket} channels={view.channels} />
          {view.fault && (
            <p role="alert" className="mt-3 text-xs text-danger-text">
              {view.fault}
            </p>
          )}
        </Card>
        <Card title="Send" description="A broadcast to everybody in a channel.">
          <SendForm socket={socket} channels={view.channels} />
        </Card>
        {present.length > 0 && (
          <Card title="Present">
            {present.map(([channel, people]) => (
              <div key={channel} className="mb-2 last:mb-0">
                <p className="mb-1 flex items-center gap-2">
                  <code>{channel}</code> <Badge tone="good">{people.length}</Badge>
                </p>
                <pre className="text-xs break-all whitespace-pre-wrap text-muted">
                  {JSON.stringify(people)}
                </pre>
              </div>
            ))}
          </Card>
        )}
      </div>
      <MessageLog told={view.told} onClear={() => socket.clear()} />
    </div>
  )
}
