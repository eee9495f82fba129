export { composeMail, type MailFacts, type MailKind, type MailKindName, mailKinds } from './catalogue.ts'
export { startCourier } from './courier.ts'
export { mailsPerHour } from './mail-allowance.ts'
export { type Addressee, forcedResetMail, type OutgoingMail, postMail, resetMail } from './outbox.ts'
