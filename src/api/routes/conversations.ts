import {
  changeConversation,
  changeConversationInput,
  listConversations,
  listConversationsInput,
  listMessages,
  listMessagesInput,
  markDelivered,
  markRead,
  readConversation,
  receiptInput,
  showTyping,
  startConversation,
  startConversationInput,
  typingInput,
} from '../../core/chat/index.ts'
import { idParams, pageShape } from '../../lib/fields.ts'
import { conversationShape, presentConversation } from '../../presenters/conversation.ts'
import { messagePageShape, presentMessage, presentReceipt, receiptShape } from '../../presenters/message.ts'
import { created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'

/** Conversations: their list, their messages, and how far each is read. */
export const conversationEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/conversations',
    operation: 'listConversations',
    tag: 'Chat',
    summary: 'My conversations, newest message first',
    access: 'person',
    query: listConversationsInput,
    answers: { 200: pageShape(conversationShape) },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, query }) => {
      const page = await listConversations(context, query)
      return ok({ items: page.items.map(presentConversation), nextCursor: page.nextCursor })
    },
  }),
  endpoint({
    method: 'post',
    path: '/conversations',
    operation: 'startConversation',
    tag: 'Chat',
    summary: 'My conversation with a person, begun if there is none',
    description:
      'Who may begin is decided by `messagesFrom` of the other person. Unless they follow me, my first message is a ' +
      'request: until they accept it there are no receipts, typing, presence or places, and media are shown blurred.',
    access: 'person',
    body: startConversationInput,
    answers: { 200: conversationShape, 201: conversationShape },
    failures: ['not_found', 'forbidden'],
    limits: ['conversations'],
    effect: ({ context, body }) => startConversation(context, body),
    answer: async ({ context }, { conversationId, isNew }) => {
      const conversation = presentConversation(await readConversation(context, conversationId))
      return isNew ? created(conversation) : ok(conversation)
    },
  }),
  endpoint({
    method: 'get',
    path: '/conversations/{id}',
    operation: 'getConversation',
    tag: 'Chat',
    summary: 'One of my conversations',
    access: 'person',
    params: idParams(),
    answers: { 200: conversationShape },
    etag: true,
    answer: async ({ context, params }) => ok(presentConversation(await readConversation(context, params.id))),
  }),
  endpoint({
    method: 'patch',
    path: '/conversations/{id}',
    operation: 'changeConversation',
    tag: 'Chat',
    summary: 'Mute, archive or answer a conversation',
    access: 'person',
    params: idParams(),
    body: changeConversationInput,
    answers: { 200: conversationShape },
    failures: ['forbidden'],
    effect: ({ context, params, body }) => changeConversation(context, params.id, body),
    answer: async ({ context, params }) => ok(presentConversation(await readConversation(context, params.id))),
  }),
  endpoint({
    method: 'get',
    path: '/conversations/{id}/messages',
    operation: 'listMessages',
    tag: 'Chat',
    summary: 'The messages of a conversation, newest first',
    description:
      '`around` jumps to a message; `nextCursor` then leads on to older and `previousCursor` to newer ones. `query` ' +
      'finds messages by the beginnings of their words, whatever their case and accents.',
    access: 'person',
    params: idParams(),
    query: listMessagesInput,
    answers: { 200: messagePageShape },
    failures: ['cursor_invalid'],
    etag: true,
    answer: async ({ context, params, query }) => {
      const page = await listMessages(context, params.id, query)
      const { nextCursor, previousCursor } = page
      return ok({ items: page.items.map(presentMessage), nextCursor, previousCursor })
    },
  }),
  endpoint({
    method: 'post',
    path: '/conversations/{id}/read',
    operation: 'markRead',
    tag: 'Chat',
    summary: 'I have read up to a message',
    description: 'Never moves back. The other person is told when both have read receipts switched on.',
    access: 'person',
    params: idParams(),
    body: receiptInput,
    answers: { 200: receiptShape },
    limits: ['receipts'],
    effect: ({ context, params, body }) => markRead(context, params.id, body),
    answer: (_call, receipt) => ok(presentReceipt(receipt)),
  }),
  endpoint({
    method: 'post',
    path: '/conversations/{id}/delivered',
    operation: 'markDelivered',
    tag: 'Chat',
    summary: 'I have received up to a message',
    description: 'Never moves back. The other person is told when both have read receipts switched on.',
    access: 'person',
    params: idParams(),
    body: receiptInput,
    answers: { 200: receiptShape },
    limits: ['receipts'],
    effect: ({ context, params, body }) => markDelivered(context, params.id, body),
    answer: (_call, receipt) => ok(presentReceipt(receipt)),
  }),
  endpoint({
    method: 'post',
    path: '/conversations/{id}/typing',
    operation: 'showTyping',
    tag: 'Chat',
    summary: 'I am typing',
    description: 'Passes to the other person without being kept, where both show presence to each other.',
    access: 'person',
    params: idParams(),
    body: typingInput,
    answers: { 204: null },
    limits: ['typing'],
    idempotency: 'ignored',
    effect: ({ context, params, body }) => showTyping(context, params.id, body),
    answer: () => noContent(),
  }),
]
