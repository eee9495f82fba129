import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { Button } from '../../design/button.tsx'
import { EmptyState } from '../../design/states.tsx'
import { navigate } from '../../shell/history.ts'
import { videoWords as words } from '../../strings/videos.ts'
import type { VideoChoice } from './video-choice.tsx'

interface EmptyVideosProps {
  kind: 'short' | 'long'
  choice: VideoChoice
  path: string
  /** There are some, and the person has put all of them aside. */
  areHidden: boolean
  onLookAgain: () => void
}

/** Why there is no video, as the server tells it, and what to do. */
export function EmptyVideos({ kind, choice, path, areHidden, onLookAgain }: EmptyVideosProps): JSX.Element {
  const { value } = useResource('/videos', { query: { kind, ...choice, limit: 1 } })
  const lookAgain = (
    <Button icon="refresh" onClick={onLookAgain}>
      {words.lookAgain}
    </Button>
  )
  if (areHidden) {
    return (
      <EmptyState picture="posts" title={words.emptyHidden} action={lookAgain}>
        {words.emptyHiddenText}
      </EmptyState>
    )
  }
  if (value?.reason === 'no_key') {
    return (
      <EmptyState picture="posts" title={words.emptyNoKey}>
        {words.emptyNoKeyText}
      </EmptyState>
    )
  }
  if (value?.reason === 'nothing_here') {
    const all = (
      <Button icon="grid" onClick={() => navigate(path, { replace: true })}>
        {words.allCategories}
      </Button>
    )
    return (
      <EmptyState picture="search" title={words.emptyNothing} action={choice.category === undefined ? lookAgain : all}>
        {words.emptyNothingText}
      </EmptyState>
    )
  }
  return (
    <EmptyState picture="empty" title={words.emptyPreparing} action={lookAgain}>
      {words.emptyPreparingText}
    </EmptyState>
  )
}
