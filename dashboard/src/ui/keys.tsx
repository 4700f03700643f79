import { cx } from './class-names.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
}

/** A shortcut as keys: `mod+k` together, `g u` one after the other. */
export function Keys({ keys, inverse = false }: { keys: string; inverse?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(/[+ ]/).map((key) => (
        <kbd
          key={key}
          className={cx(
            'inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border px-1 font-sans text-[11px] leading-none',
            inverse ? 'border-current/30' : 'border-line bg-sunken text-muted',
          )}
        >
          {names[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  )
}
