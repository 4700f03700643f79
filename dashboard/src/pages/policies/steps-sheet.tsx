import { SqlSteps } from '../../catalog/sql-steps.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface StepsSheetProps {
  title: string
  description?: string
  sql: string
  name: string
  onClose: () => void
}

/** SQL to look at before it is run. */
export const StepsSheet = ({ title, description, sql, name, onClose }: StepsSheetProps) => (
  <Dialog
    open
    title={title}
    description={description ?? 'It counts from the next request on.'}
    onClose={onClose}
  >
    <SqlSteps sql={sql} name={name} onDone={onClose} />
  </Dialog>
)
