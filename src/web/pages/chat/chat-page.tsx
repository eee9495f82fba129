import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { EmptyState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { chatWords } from '../../strings/chat.ts'
import './chat.css'
import { ConversationList } from './conversation-list.tsx'
import { ConversationView } from './conversation-view.tsx'

/** The conversations; on wide screens with room for one beside them. */
export function ChatPage(_props: PageProps): JSX.Element {
  return (
    <div class="chat chat-list">
      <div class="chat-side">
        <PageHeader title={chatWords.title} isMain />
        <ConversationList />
      </div>
      <div class="chat-main chat-nothing">
        <EmptyState picture="empty" title={chatWords.chooseTitle}>
          {chatWords.chooseText}
        </EmptyState>
      </div>
    </div>
  )
}

/** One conversation; on wide screens beside the others. */
export function ConversationPage({ params }: PageProps): JSX.Element {
  const id = params.id!
  const isWide = useWide()
  return (
    <div class="chat chat-conversation">
      {isWide && (
        <div class="chat-side">
          <header class="page-header">
            <h2 class="page-title">{chatWords.title}</h2>
          </header>
          <ConversationList openId={id} />
        </div>
      )}
      <div class="chat-main">
        <ConversationView key={id} id={id} />
      </div>
    </div>
  )
}

const wide = matchMedia('(min-width: 960px)')

/** Whether there is room for two columns; the style sheet asks the same. */
function useWide(): boolean {
  const [isWide, setWide] = useState(wide.matches)
  useEffect(() => {
    const look = (): void => setWide(wide.matches)
    wide.addEventListener('change', look)
    return () => wide.removeEventListener('change', look)
  }, [])
  return isWide
}
