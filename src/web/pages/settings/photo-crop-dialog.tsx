import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { asProblem, networkProblem, type Problem, problemFrom } from '../../api/problem.ts'
import { reloadResources } from '../../api/resource.ts'
import { session } from '../../api/session.ts'
import { sendBytes } from '../../api/transport.ts'
import type { Shape } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Skeleton } from '../../design/skeleton.tsx'
import { Notice } from '../../design/states.tsx'
import { showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { type Crop, insideCrop, largestZoom, sideOf, wholeCrop } from './crop.ts'

const shownPixels = 704
const savedPixels = 1024

/** Lets somebody choose the square of a picture that becomes their photo: by pointer, wheel, fingers or keys. */
export function PhotoCropDialog({ file, onClose }: { file: File; onClose: () => void }): JSX.Element {
  const [picture, setPicture] = useState<ImageBitmap>()
  const [crop, setCrop] = useState<Crop>()
  const [isUnreadable, setUnreadable] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  useEffect(() => {
    let isOver = false
    createImageBitmap(file).then(
      (bitmap) => {
        if (isOver) return bitmap.close()
        setPicture(bitmap)
        setCrop(wholeCrop(bitmap))
      },
      () => setUnreadable(true),
    )
    return () => {
      isOver = true
    }
  }, [file])
  useEffect(() => () => picture?.close(), [picture])

  const use = async (): Promise<void> => {
    if (picture === undefined || crop === undefined) return
    setBusy(true)
    setProblem(undefined)
    try {
      session.setAccount(await sendPhoto(await cutOut(picture, crop)))
      reloadResources('/users/')
      showToast(words.photoSaved)
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={words.cropTitle}
      shape="screen"
      onClose={onClose}
      mayClose={() => !isBusy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={isBusy}>
            {common.cancel}
          </Button>
          <Button look="primary" busy={isBusy} disabled={picture === undefined} onClick={() => void use()}>
            {words.cropUse}
          </Button>
        </>
      }
    >
      {problem !== undefined && (
        <Notice tone="danger" alert>
          {sayProblem(problem)}
        </Notice>
      )}
      {isUnreadable && (
        <Notice tone="danger" alert>
          {words.photoUnreadable}
        </Notice>
      )}
      {!isUnreadable && (picture === undefined || crop === undefined) && <Skeleton shape="box" />}
      {picture !== undefined && crop !== undefined && (
        <CropArea picture={picture} crop={crop} onCrop={(next) => setCrop(insideCrop(picture, next))} />
      )}
    </Dialog>
  )
}

interface CropAreaProps {
  picture: ImageBitmap
  crop: Crop
  onCrop: (crop: Crop) => void
}

function CropArea({ picture, crop, onCrop }: CropAreaProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const side = sideOf(picture, crop)

  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (drawing) drawPart(drawing, picture, crop, shownPixels)
  }, [picture, crop])

  /** Moves the picture by so many pixels of the screen. */
  const moveBy = (right: number, down: number): void => {
    const scale = side / (canvas.current?.clientWidth || 1)
    onCrop({ ...crop, x: crop.x - right * scale, y: crop.y - down * scale })
  }
  const zoomBy = (factor: number): void => onCrop({ ...crop, zoom: crop.zoom * factor })

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 40 : 12
    const acts: Record<string, () => void> = {
      ArrowLeft: () => moveBy(step, 0),
      ArrowRight: () => moveBy(-step, 0),
      ArrowUp: () => moveBy(0, step),
      ArrowDown: () => moveBy(0, -step),
      '+': () => zoomBy(1.1),
      '=': () => zoomBy(1.1),
      '-': () => zoomBy(1 / 1.1),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  const onPointerMove = (event: PointerEvent): void => {
    const before = pointers.current.get(event.pointerId)
    if (before === undefined) return
    const now = { x: event.clientX, y: event.clientY }
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId)
    const other = others[0]?.[1]
    if (other === undefined) moveBy(now.x - before.x, now.y - before.y)
    else {
      const distance = (point: { x: number; y: number }): number => Math.hypot(point.x - other.x, point.y - other.y)
      zoomBy(distance(now) / Math.max(1, distance(before)))
    }
    pointers.current.set(event.pointerId, now)
  }

  const forget = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId)
  }

  return (
    <div class="crop">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: arrow keys move it, as an application of its own does */}
      <canvas
        ref={canvas}
        class="crop-area"
        width={shownPixels}
        height={shownPixels}
        role="application"
        tabIndex={0}
        aria-label={words.cropArea}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
        }}
        onPointerMove={onPointerMove}
        onPointerUp={forget}
        onPointerCancel={forget}
        onWheel={(event) => {
          event.preventDefault()
          zoomBy(event.deltaY < 0 ? 1.08 : 1 / 1.08)
        }}
      />
      <label class="crop-zoom">
        <Icon name="image" size="s" />
        <span class="visually-hidden">{words.cropZoom}</span>
        <input
          type="range"
          min={1}
          max={largestZoom}
          step={0.01}
          value={crop.zoom}
          onInput={(event) => onCrop({ ...crop, zoom: Number(event.currentTarget.value) })}
        />
        <Icon name="image" size="l" />
      </label>
      <p class="field-hint">{words.cropHint}</p>
    </div>
  )
}

function drawPart(drawing: CanvasRenderingContext2D, picture: ImageBitmap, crop: Crop, pixels: number): void {
  const side = sideOf(picture, crop)
  drawing.clearRect(0, 0, pixels, pixels)
  drawing.imageSmoothingQuality = 'high'
  drawing.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, pixels, pixels)
}

/** The chosen part as a file; never larger than it is in the picture. */
async function cutOut(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const pixels = Math.round(Math.min(savedPixels, Math.max(96, sideOf(picture, crop))))
  const canvas = document.createElement('canvas')
  canvas.width = pixels
  canvas.height = pixels
  const drawing = canvas.getContext('2d')!
  // What is transparent in a picture would be black in a JPEG.
  drawing.fillStyle = '#ffffff'
  drawing.fillRect(0, 0, pixels, pixels)
  const side = sideOf(picture, crop)
  drawing.imageSmoothingQuality = 'high'
  drawing.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, pixels, pixels)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/jpeg', 0.92),
  )
}

async function sendPhoto(photo: Blob): Promise<Shape<'Account'>> {
  const body = new FormData()
  body.set('file', photo, 'photo.jpg')
  const answer = await sendBytes({ method: 'PUT', url: '/api/v1/me/photo', headers: {}, body }).catch(() => {
    throw networkProblem()
  })
  if (answer.status >= 400) throw problemFrom(answer.status, answer.text, answer.header('Retry-After'))
  return JSON.parse(answer.text) as Shape<'Account'>
}
