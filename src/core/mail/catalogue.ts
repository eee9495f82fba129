import { day, minute } from '../../lib/clock.ts'
import type { TokenPurpose } from '../one-time-tokens.ts'

/** What a mail is written from. */
export interface MailFacts {
  /** Name of the community. */
  community: string
  /** User name of the addressee, or null when there is no account any more. */
  username: string | null
  /** The link, for kinds that have one; its secret was made for this mail. Of a kind that can be stopped, what stops it. */
  link: string
  /** How long the link holds, in words. */
  linkHolds: string
  /** Where people find help. */
  support: string
  /** What the sender of the mail put down for it. */
  data: Readonly<Record<string, string>>
}

/** One kind of mail: who may cause it, which link it carries, and its words. */
export interface MailKind {
  /** Anybody can cause it by typing a name. Such mails never use up all that an address may get in an hour. */
  readonly open: boolean
  readonly link?: { readonly purpose: TokenPurpose; readonly page: string; readonly lifetimeMs: number }
  /** Whoever gets it may stop it, by a link in it and by their mail program's own button. */
  readonly canBeStopped?: true
  readonly subject: (facts: MailFacts) => string
  readonly body: (facts: MailFacts) => string[]
}

const notYou = (facts: MailFacts): string =>
  `If this was not you, change your password now, and write to ${facts.support} if you cannot.`

/** Every mail that Momentum sends about accounts, in one place and one voice. A line of `body` is a paragraph. */
export const mailKinds = {
  'verify-email': {
    open: true,
    link: { purpose: 'email_verify', page: '/verify-email', lifetimeMs: day },
    subject: (facts) => `Confirm your e-mail address for ${facts.community}`,
    body: (facts) => [
      `Please confirm that this address is yours by opening this link within ${facts.linkHolds}:`,
      facts.link,
      'If you did not ask for this, somebody may have mistyped their address. You need not do anything.',
    ],
  },
  'reset-password': {
    open: true,
    link: { purpose: 'password_reset', page: '/reset-password', lifetimeMs: 30 * minute },
    subject: (facts) => `Choose a new password for ${facts.community}`,
    body: (facts) => [
      'Somebody, probably you, asked for a new password for this account.',
      `To choose one, open this link within ${facts.linkHolds}. It works once, and signs every device out:`,
      facts.link,
      'If you did not ask for this, you need not do anything; your password stays as it is.',
    ],
  },
  'reset-required': {
    open: false,
    link: { purpose: 'password_reset', page: '/reset-password', lifetimeMs: 30 * minute },
    subject: (facts) => `You need a new password for ${facts.community}`,
    body: (facts) => [
      resetReasons[facts.data.reason ?? ''] ?? 'Your old password no longer works.',
      `To choose a new one, open this link within ${facts.linkHolds}. It works once, and signs every device out:`,
      facts.link,
      'If the link has ended, ask for another on the sign-in page.',
    ],
  },
  'password-changed': {
    open: false,
    subject: (facts) => `Your password for ${facts.community} was changed`,
    body: (facts) => [
      'The password of your account was changed, and your other devices were signed out.',
      'If this was you, all is well.',
      `If this was not you, ask for a new password on the sign-in page now, and write to ${facts.support}.`,
    ],
  },
  'email-change-asked': {
    open: false,
    subject: (facts) => `A new e-mail address for your ${facts.community} account`,
    body: (facts) => [
      `Somebody signed in to your account asked to use the address ${facts.data.newAddress} instead of this one. It ` +
        'takes effect when it is confirmed from there.',
      notYou(facts),
    ],
  },
  'email-changed': {
    open: false,
    subject: (facts) => `Your ${facts.community} account has a new e-mail address`,
    body: (facts) => [
      `Your account now uses the address ${facts.data.newAddress}. Mails about it no longer come here.`,
      `If this was not you, write to ${facts.support} now.`,
    ],
  },
  'login-alert': {
    open: false,
    link: { purpose: 'login_alert', page: '/login-alert', lifetimeMs: day },
    subject: (facts) => `A new sign-in to your ${facts.community} account`,
    body: (facts) => [
      `Somebody signed in to your account from ${whatIsNew(facts.data)}:`,
      `When: ${facts.data.at}\nDevice: ${facts.data.deviceName}\nAddress: ${facts.data.ip}`,
      `Was it you? Say yes or no here within ${facts.linkHolds}. If you say no, that device is signed out and you ` +
        'choose a new password:',
      facts.link,
    ],
  },
  'totp-enabled': {
    open: false,
    subject: (facts) => `Two-factor sign-in is on for ${facts.community}`,
    body: (facts) => [
      'From now on, signing in needs a code from your authenticator app. Keep your recovery codes in a safe place.',
      notYou(facts),
    ],
  },
  'totp-disabled': {
    open: false,
    subject: (facts) => `Two-factor sign-in is off for ${facts.community}`,
    body: (facts) => ['Your password alone signs you in again, without a code.', notYou(facts)],
  },
  'recovery-code-used': {
    open: false,
    subject: (facts) => `A recovery code was used for ${facts.community}`,
    body: (facts) => [
      `Somebody signed in with one of your recovery codes. You have ${facts.data.left} left; each works once.`,
      notYou(facts),
    ],
  },
  'account-deleted': {
    open: false,
    subject: (facts) => `Your ${facts.community} account will be erased`,
    body: (facts) => [
      `Your account is no longer visible to anybody, and will be erased for good after ${facts.data.eraseAfter}.`,
      ...(facts.data.by === 'operator'
        ? [
            `This was decided by the people who look after ${facts.community}. Ask ${facts.support} if you have questions.`,
          ]
        : [
            'If you change your mind, sign in before then, and everything is back.',
            'If it was not you who deleted it, sign in and change your password.',
          ]),
    ],
  },
  'account-restored': {
    open: false,
    subject: (facts) => `Your ${facts.community} account is back`,
    body: (facts) => ['Because you signed in, your account will not be erased.', notYou(facts)],
  },
  'account-erased': {
    open: false,
    subject: (facts) => `Your ${facts.community} account has been erased`,
    body: () => ['Your account and what belonged to it have been erased. This is the last mail about it.'],
  },
  'account-suspended': {
    open: false,
    subject: (facts) => `Your ${facts.community} account is suspended`,
    body: (facts) => [
      'The people who look after this community have suspended your account. Nobody sees it, and it is signed out ' +
        'everywhere.',
      `Why: ${facts.data.reason}`,
      'You can still sign in to read the decision, to appeal against it, to take your data with you, and to delete the ' +
        'account.',
    ],
  },
  digest: {
    open: false,
    canBeStopped: true,
    subject: (facts) => `What is new for you at ${facts.community}`,
    body: (facts) => [
      'You have not read:',
      Object.entries(digestLines)
        .filter(([type]) => facts.data[type] !== undefined)
        .map(([type, words]) => `- ${words}: ${facts.data[type]}`)
        .join('\n'),
      'You get this mail because you asked for it in the settings of your notifications. To stop it, open this link:',
      facts.link,
    ],
  },
  'takedown-received': {
    open: true,
    subject: (facts) => `Your request ${facts.data.ticket} to ${facts.community}`,
    body: (facts) => [
      `We have your request to take something down. Its number is ${facts.data.ticket}.`,
      'Somebody looks at it, and you are told the outcome here within 48 hours.',
      'If you did not ask for this, you need not do anything.',
    ],
  },
  'takedown-answered': {
    open: false,
    subject: (facts) => `Your request ${facts.data.ticket} to ${facts.community} is answered`,
    body: (facts) => [
      facts.data.outcome === 'removed'
        ? 'What you asked about has been taken down.'
        : 'We have looked at what you asked about, and leave it where it is.',
      `Why: ${facts.data.reason}`,
      `If you have more to say, write to ${facts.support} and name ${facts.data.ticket}.`,
    ],
  },
} as const satisfies Record<string, MailKind>

export type MailKindName = keyof typeof mailKinds

/** What the counts of a digest are called, by type of notification and in the order in which they are told. */
const digestLines: Readonly<Record<string, string>> = {
  message: 'conversations with new messages',
  follow_request: 'requests to follow you',
  mention: 'posts at which you were mentioned',
  reply: 'comments of yours that were answered',
  comment: 'posts of yours with new comments',
  reaction: 'things of yours with new reactions',
  follow: 'days with new followers',
  follow_accepted: 'days on which people let you follow them',
  moderation: 'decisions of those who look after the community',
  announcement: 'announcements',
}

const resetReasons: Readonly<Record<string, string>> = {
  'login-denied':
    'You said that a sign-in to your account was not you. That device has been signed out. Because whoever it was knew ' +
    'your password, it no longer works: please choose a new one.',
  operator: 'An operator of this server asks you to choose a new password. Your old one no longer works.',
}

function whatIsNew(data: Readonly<Record<string, string>>): string {
  if (data.newDevice === 'yes' && data.newNetwork === 'yes') return 'a new device and a new network'
  return data.newDevice === 'yes' ? 'a new device' : 'a new network'
}

/** The words of a mail: greeting, body, and who it comes from. */
export function composeMail(kind: MailKind, facts: MailFacts): { subject: string; text: string } {
  const greeting = facts.username === null ? 'Hello,' : `Hello ${facts.username},`
  const paragraphs = [greeting, ...kind.body(facts), `${facts.community}\n${facts.support}`]
  return { subject: kind.subject(facts), text: `${paragraphs.join('\n\n')}\n` }
}
