import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { type CursorList, useCursorList } from '../../api/list.ts'
import type { Shape } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { live } from '../../live/live-client.ts'
import { PersonRow } from '../../people/person-row.tsx'
import { answerRequest, type Relation, useRelations } from '../../people/relations.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'

type FollowRequest = Shape<'FollowRequest'>

/** Who has asked to follow, to be let in or refused. */
export function RequestsPage(): JSX.Element {
  const requests = useCursorList('/me/follow-requests', {}, ({ id }) => id)
  const { list } = requests
  const relationTo = useRelations(requests.items.map(({ username }) => username))
  useEffect(() => {
    const look = (): void => void list.reload()
    const stop = [live().on('relationship.updated', look), live().on('afresh', look)]
    return () => {
      for (const end of stop) end()
    }
  }, [list])
  return (
    <>
      <PageHeader title={words.requestsTitle} back="/notifications" />
      <InfiniteList
        state={requests}
        keyOf={({ id }) => id}
        label={words.requestsTitle}
        class="people-list"
        skeleton={<SkeletonRows count={4} />}
        empty={
          <EmptyState picture="people" title={words.noRequests}>
            {words.noRequestsText}
          </EmptyState>
        }
      >
        {(request) => (
          <PersonRow
            person={request}
            note={
              <>
                @{request.username} · <RelativeTime moment={request.requestedAt} style="narrow" />
              </>
            }
          >
            <Answer request={request} relation={relationTo(request.username)} list={list} />
          </PersonRow>
        )}
      </InfiniteList>
    </>
  )
}

interface AnswerProps {
  request: FollowRequest
  relation: Relation | undefined
  list: CursorList<FollowRequest>
}

const noRelation: Relation = {
  blocking: false,
  canMessage: false,
  followedBy: false,
  following: false,
  muting: false,
  requested: false,
  requestedBy: true,
}

function Answer({ request, relation = noRelation, list }: AnswerProps): JSX.Element {
  const name = request.displayName || request.username
  const answer = async (isAccepted: boolean): Promise<void> => {
    if (!(await answerRequest(request, relation, isAccepted))) return
    list.remove(request.id)
    showToast(fill(isAccepted ? words.requestAccepted : words.requestRefused, { name }))
  }
  return (
    <span class="request-answer">
      <Button size="s" look="primary" aria-label={`${words.accept}: ${name}`} onClick={() => void answer(true)}>
        {words.accept}
      </Button>
      <Button size="s" aria-label={`${words.refuse}: ${name}`} onClick={() => void answer(false)}>
        {words.refuse}
      </Button>
    </span>
  )
}
