import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'

/** A folder is there once a file lies in it: naming it goes there. */
export function FolderForm({
  onName,
  onClose,
}: {
  onName: (name: string) => void
  onClose: () => void
}) {
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) => ({
      name: /^(?!\.\.?$)[^/]+$/.test(name.trim()) ? '' : 'One name, without a slash',
    }),
    submit: async ({ name }) => {
      onClose()
      onName(name.trim())
    },
  })
  return (
    <FormDialog
      form={form}
      title="New folder"
      description="Folders are the parts of a file’s name. This one appears with the first file you upload into it."
      action="Go there"
      onClose={onClose}
    >
      <TextField label="Name" autoFocus spellCheck={false} {...form.field('name')} />
    </FormDialog>
  )
}
