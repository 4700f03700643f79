import { cx } from './class-names.ts'

const tones = [
  'bg-accent-soft text-accent-text',
  'bg-violet-soft text-violet-text',
  'bg-good-soft text-good-text',
  'bg-warn-soft text-warn-text',
  'bg-danger-soft text-danger-text',
]

/** Two letters in a colour that stays the same for the same name. */
export function Avatar({ name, large }: { name: string; large?: boolean }) {
  const sum = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const initials = name
    .split(/[\s._@-]+/)
    // Whole letters: half of a pair of surrogates is none, quotes and emoji say nothing.
    .flatMap((part) => part.match(/[\p{L}\p{N}]/u)?.[0] ?? [])
    .slice(0, 2)
    .join('')
  return (
    <span
      aria-hidden
      // By the style sheet: letters are no text of the button they stand in.
      data-initials={initials || '?'}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-medium uppercase before:content-[attr(data-initials)]',
        large ? 'size-11 text-base' : 'size-6 text-[10px]',
        tones[sum % tones.length],
      )}
    />
  )
}
