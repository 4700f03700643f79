import { Button } from '../../ui/button.tsx'
import { SecretOnce } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** A new key, the one time it can be seen. */
export const ShownOnce = ({ secret, onClose }: { secret: string; onClose: () => void }) => (
  <Dialog
    open
    onClose={onClose}
    title="Your new key"
    footer={
      <Button kind="primary" onClick={onClose}>
        I have copied it
      </Button>
    }
  >
    <SecretOnce name="key" value={secret} />
  </Dialog>
)
