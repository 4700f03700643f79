import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'

/** Puts a text into the clipboard, and says that it did. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setDone(true)
    setTimeout(() => setDone(false), 1500)
  }
  return (
    <IconButton label={isDone ? 'Copied' : label} size="sm" onClick={copy} className="text-faint">
      {isDone ? <Check className="text-good-text" /> : <Copy className="size-3.5!" />}
    </IconButton>
  )
}

/** An id or an address: in one line, cut in its middle by the eye, whole when copied. */
export function Copyable({ text, short }: { text: string; short?: boolean }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <code className="truncate text-xs" title={text}>
        {short ? `${text.slice(0, 8)}…` : text}
      </code>
      <CopyButton text={text} />
    </span>
  )
}

/** A secret that is shown this once. */
export function SecretOnce({ value, name }: { value: string; name: string }) {
  return (
    <div className="rounded-md border border-edge bg-sunken p-3">
      <p className="mb-1.5 font-medium">Copy your {name} now. It is not shown again.</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 grow text-xs break-all select-all">{value}</code>
        <CopyButton text={value} label={`Copy ${name}`} />
      </div>
    </div>
  )
}
