import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Card } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'

interface Begun {
  qr_code: string
  secret: string
}

/** Codes of an app as a second factor. */
export function Authenticator() {
  const client = useQueryClient()
  const [begun, setBegun] = useState<Begun>()
  const [codes, setCodes] = useState<readonly string[]>()
  const [isEnding, setEnding] = useState(false)
  const status = useQuery(
    query(['2fa'], (signal) => api.GET('/api/v1/auth/2fa/status', { signal })),
  )
  const setUp = useAction({
    run: async () => setBegun((await api.POST('/api/v1/auth/2fa/setup', { body: {} })).data.totp),
  })
  const refresh = () => client.invalidateQueries({ queryKey: ['2fa'] })
  const isOn = status.data?.totp_enabled ?? false
  return (
    <Card
      title="Authenticator app"
      description="A code that changes every half minute, beside your password."
      actions={
        isOn ? (
          <Button size="sm" onClick={() => setEnding(true)}>
            Switch off
          </Button>
        ) : (
          <Button size="sm" busy={setUp.isPending} onClick={() => setUp.mutate()}>
            Set up
          </Button>
        )
      }
    >
      <p className="flex items-center gap-2">
        {isOn ? <Badge tone="good">on</Badge> : <Badge>off</Badge>}
        {isOn && (
          <span className="text-muted">
            {status.data?.backup_codes_remaining} recovery codes left
          </span>
        )}
      </p>
      {begun && (
        <FirstCode
          begun={begun}
          onClose={() => setBegun(undefined)}
          onDone={(codes) => {
            setCodes(codes)
            void refresh()
          }}
        />
      )}
      {codes && (
        <Dialog
          open
          size="sm"
          onClose={() => setCodes(undefined)}
          title="Your recovery codes"
          description="Each works once in place of a code of the app. Keep them where your phone is not."
        >
          <Code label="Recovery codes" code={codes.join('\n')} />
        </Dialog>
      )}
      {isEnding && <SwitchOff onClose={() => setEnding(false)} onDone={refresh} />}
    </Card>
  )
}

interface FirstCodeProps {
  begun: Begun
  onClose: () => void
  onDone: (codes: readonly string[]) => void
}

function FirstCode({ begun, onClose, onDone }: FirstCodeProps) {
  const form = useForm({
    initial: { code: '' },
    submit: async (body) =>
      onDone((await api.POST('/api/v1/auth/2fa/enable', { body })).data.backup_codes),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title="Set up an authenticator app"
      description="Scan this with the app, then type the code that it shows."
      action="Switch on"
      size="sm"
      onClose={onClose}
    >
      <img
        src={begun.qr_code}
        alt="The secret as a QR code"
        className="mx-auto size-44 rounded-md bg-white p-2"
      />
      <p className="text-center">
        <Copyable text={begun.secret} />
      </p>
      <TextField
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        {...form.field('code')}
      />
    </FormDialog>
  )
}

function SwitchOff({ onClose, onDone }: { onClose: () => void; onDone: () => unknown }) {
  const form = useForm({
    initial: { code: '' },
    submit: async (body) => {
      await api.POST('/api/v1/auth/2fa/disable', { body })
      toast({ title: 'The second factor is off' })
      await onDone()
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title="Switch the second factor off?"
      description="All your other sessions end."
      action="Switch off"
      size="sm"
      onClose={onClose}
    >
      <TextField
        label="Code of the app"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        {...form.field('code')}
      />
    </FormDialog>
  )
}
