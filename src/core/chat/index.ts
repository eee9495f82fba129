export type { RequestState } from './access.ts'
export { type ChangeConversationInput, changeConversation, changeConversationInput } from './change-conversation.ts'
export {
  type ConversationPair,
  type ConversationView,
  readConversations,
} from './conversation-rows.ts'
export { deleteMessage, eraseMessage } from './delete-message.ts'
export { editableMs, editMessage, editMessageInput } from './edit-message.ts'
export type { LocationEnd } from './end-locations.ts'
export { expireLocations, keepLocations, type LocationKeeper, scrubLocations } from './expire-locations.ts'
export { firstContactsADay } from './first-contact.ts'
export { hideMessage, restoreMessage } from './hide-message.ts'
export { listConversations, listConversationsInput, readConversation } from './list-conversations.ts'
export { listLocations, type SharedLocationRow } from './list-locations.ts'
export { listMessages, listMessagesInput, type MessagePage, readMessage } from './list-messages.ts'
export { type LocationView, readLocations } from './location-rows.ts'
export { maySeeMessageMedia } from './media-viewer.ts'
export { type MessagePair, type MessageRow, readMessages } from './message-rows.ts'
export { type MessageView, viewMessages } from './message-views.ts'
export {
  changePresence,
  dropPresence,
  type PresenceChange,
  presenceEveryMs,
  renewPresence,
} from './presence.ts'
export { reactToMessage, reactToMessageInput, unreactToMessage } from './react-to-message.ts'
export {
  markDelivered,
  markRead,
  type Receipt,
  type ReceiptSight,
  readReceiptSights,
  receiptInput,
} from './receipts.ts'
export { type RecountedUnread, recountChat } from './recount.ts'
export {
  messageMaxLength,
  messageMaxMedia,
  type SendMessageInput,
  type SentMessage,
  sendMessage,
  sendMessageInput,
} from './send-message.ts'
export { type ShareLocationInput, shareDurations, shareLocation, shareLocationInput } from './share-location.ts'
export { startConversation, startConversationInput } from './start-conversation.ts'
export { subscribeChat } from './subscribe.ts'
export { showTyping, typingInput } from './typing.ts'
export {
  type LocationUpdate,
  stopLocation,
  type UpdateLocationInput,
  updateLocation,
  updateLocationInput,
} from './update-location.ts'
