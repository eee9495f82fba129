import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../design/button.tsx'
import { composeWords as words } from '../../strings/compose.ts'

interface FileButtonsProps {
  /** MIME types that the server takes. */
  formats: readonly string[]
  onFiles: (files: readonly File[]) => void
  isMore: boolean
  isBusy: boolean
}

/** Takes files from the device, or straight from its camera where it has one. */
export function FileButtons({ formats, onFiles, isMore, isBusy }: FileButtonsProps): JSX.Element {
  const files = useRef<HTMLInputElement>(null)
  const photo = useRef<HTMLInputElement>(null)
  const video = useRef<HTMLInputElement>(null)
  const [hasCamera] = useState(() => matchMedia('(pointer: coarse)').matches)
  const take = (input: HTMLInputElement): void => {
    onFiles([...(input.files ?? [])])
    // So that the same file can be chosen again.
    input.value = ''
  }
  const props = { type: 'file', hidden: true, tabIndex: -1 } as const
  return (
    <div class="file-buttons">
      <Button
        look={isMore ? 'secondary' : 'primary'}
        icon={isMore ? 'plus' : 'image'}
        disabled={isBusy}
        onClick={() => files.current?.click()}
      >
        {isMore ? words.addMore : words.addFiles}
      </Button>
      <input
        {...props}
        ref={files}
        multiple
        aria-label={words.addFiles}
        accept={formats.join(',')}
        onChange={(event) => take(event.currentTarget)}
      />
      {hasCamera && (
        <>
          <Button icon="camera" disabled={isBusy} onClick={() => photo.current?.click()}>
            {words.takePhoto}
          </Button>
          <input
            {...props}
            ref={photo}
            aria-label={words.takePhoto}
            accept="image/*"
            capture="environment"
            onChange={(event) => take(event.currentTarget)}
          />
          <Button icon="video" disabled={isBusy} onClick={() => video.current?.click()}>
            {words.takeVideo}
          </Button>
          <input
            {...props}
            ref={video}
            aria-label={words.takeVideo}
            accept="video/*"
            capture="environment"
            onChange={(event) => take(event.currentTarget)}
          />
        </>
      )}
    </div>
  )
}

/** Takes files that are dropped anywhere on the page, or pasted. Answers whether some hang over it. */
export function useDropAndPaste(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const take = useRef(onFiles)
  take.current = onFiles
  useEffect(() => {
    let depth = 0
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth += 1
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const onOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      // Without this the browser would leave the page for the file.
      event.preventDefault()
      depth = 0
      setOver(false)
      take.current([...event.dataTransfer!.files])
    }
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      take.current(files)
    }
    addEventListener('dragenter', onEnter)
    addEventListener('dragleave', onLeave)
    addEventListener('dragover', onOver)
    addEventListener('drop', onDrop)
    document.addEventListener('paste', onPaste)
    return () => {
      removeEventListener('dragenter', onEnter)
      removeEventListener('dragleave', onLeave)
      removeEventListener('dragover', onOver)
      removeEventListener('drop', onDrop)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
  return isOver
}
