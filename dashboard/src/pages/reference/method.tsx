import { cx } from '../../ui/class-names.ts'

const colors: Record<string, string> = {
  GET: 'text-good-text',
  POST: 'text-accent-text',
  PUT: 'text-warn-text',
  PATCH: 'text-warn-text',
  DELETE: 'text-danger-text',
}

export const Method = ({ name }: { name: string }) => (
  <span className={cx('w-12 shrink-0 font-mono text-[10px] font-semibold', colors[name])}>
    {name}
  </span>
)
