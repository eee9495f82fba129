import { useEffect, useState } from 'preact/hooks'
import { live } from '../../live/live-client.ts'

const fadesMs = 6000

/** Whether the other person of a conversation is typing. It fades when nothing more is said of it. */
export function useTyping(conversationId: string): boolean {
  const [isTyping, setTyping] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(timer)
      setTyping(false)
    }
    const stops = [
      live().on('typing', (typing) => {
        if (typing.conversationId !== conversationId) return
        clearTimeout(timer)
        setTyping(typing.on)
        timer = setTimeout(end, fadesMs)
      }),
      live().on('message.created', (message) => {
        if (message.conversationId === conversationId) end()
      }),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [conversationId])
  return isTyping
}
