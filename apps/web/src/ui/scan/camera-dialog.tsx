import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import { CameraView } from './camera-view.tsx'
import { useScanWords } from './words.ts'

/** The camera in a dialog, which closes with the first code that is seen. */
export default function CameraDialog(props: { readonly onText: (text: string) => void; readonly onClose: () => void }) {
  const words = useScanWords()
  return (
    <Modal opened onClose={props.onClose} title={words.cameraTitle} closeButtonProps={{ 'aria-label': words.close }}>
      <CameraView onText={props.onText} />
    </Modal>
  )
}
