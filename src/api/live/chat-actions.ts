import { z } from 'zod'
import {
  markDelivered,
  markRead,
  readMessage,
  receiptInput,
  sendMessage,
  sendMessageInput,
  showTyping,
  typingInput,
  updateLocation,
  updateLocationInput,
} from '../../core/chat/index.ts'
import { idField } from '../../lib/fields.ts'
import { locationUpdateShape, presentLocationUpdate } from '../../presenters/location.ts'
import { messageShape, presentMessage, presentReceipt, receiptShape } from '../../presenters/message.ts'
import { type LiveAction, liveAction } from './actions.ts'

const inConversation = { conversationId: idField() }

/** What chat lets clients do with frames: the schema of the REST route with the id of its path, and its use case. */
export const chatActions: Readonly<Record<string, LiveAction>> = {
  'message.send': liveAction({
    input: z.strictObject({ ...inConversation, ...sendMessageInput.shape }),
    output: messageShape,
    limits: ['messages'],
    run: async (context, { conversationId, ...message }) => {
      const { messageId } = await sendMessage(context, conversationId, message)
      return presentMessage(await readMessage(context, messageId))
    },
  }),
  typing: liveAction({
    input: z.strictObject({ ...inConversation, ...typingInput.shape }),
    output: z.strictObject({}),
    limits: ['typing'],
    run: (context, { conversationId, on }) => showTyping(context, conversationId, { on }),
  }),
  'receipt.read': liveAction({
    input: z.strictObject({ ...inConversation, ...receiptInput.shape }),
    output: receiptShape,
    limits: ['receipts'],
    run: async (context, { conversationId, upTo }) => presentReceipt(await markRead(context, conversationId, { upTo })),
  }),
  'receipt.delivered': liveAction({
    input: z.strictObject({ ...inConversation, ...receiptInput.shape }),
    output: receiptShape,
    limits: ['receipts'],
    run: async (context, { conversationId, upTo }) =>
      presentReceipt(await markDelivered(context, conversationId, { upTo })),
  }),
  'location.update': liveAction({
    input: z.strictObject({ locationId: idField(), ...updateLocationInput.shape }),
    output: locationUpdateShape,
    limits: ['locationUpdates'],
    run: async (context, { locationId, ...position }) =>
      presentLocationUpdate(await updateLocation(context, locationId, position)),
  }),
}
