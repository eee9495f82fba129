export { createMailer, type MailerOptions } from './create-mailer.ts'
export { assertMailAddress, type Mail, type Mailer, MailRefused, type MailTransportReport } from './mailer.ts'
export { type MailServerTrial, MailServerTrouble, tryMailServer } from './try-mail-server.ts'
