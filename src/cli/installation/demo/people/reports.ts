/** What a report is about, found in the finished community. */
export type Target =
  | { readonly kind: 'user'; readonly username: string }
  | { readonly kind: 'post'; readonly by: string; readonly nth: number }
  | { readonly kind: 'comment'; readonly nth: number }
  | { readonly kind: 'message'; readonly from: string; readonly to: string; readonly nth: number }
  | { readonly kind: 'conversation'; readonly from: string; readonly to: string }
  | { readonly kind: 'video'; readonly nth: number }

/** Something that people report, with what each of them says. */
export interface DemoCase {
  readonly target: Target
  readonly daysAgo: number
  readonly reports: readonly (readonly [by: string, reason: string, comment?: string])[]
  readonly claimed?: boolean
  /** So many report it that it hides itself; those who come after that no longer find it. */
  readonly hidesItself?: boolean
}

/** Forty cases that wait for somebody. */
export const waiting: readonly DemoCase[] = [
  {
    target: { kind: 'user', username: 'amara.okafor_' },
    daysAgo: 1.2,
    reports: [
      ['amara.okafor', 'impersonation', 'This is not me. I have one account and no recipe book.'],
      ['nguyen.lan', 'impersonation', 'Asked me for money in Amara’s name.'],
      ['diego.morales', 'impersonation'],
    ],
  },
  {
    target: { kind: 'user', username: 'deal.hunter' },
    daysAgo: 2.4,
    reports: [
      ['priya.raman', 'spam', 'Writes to everybody.'],
      ['grace.mbeki', 'spam'],
      ['hannah.weiss', 'spam', 'Nur Werbung.'],
      ['kenji.sato', 'spam'],
    ],
    claimed: true,
  },
  {
    target: { kind: 'user', username: 'rex.thunder' },
    daysAgo: 0.6,
    reports: [
      ['zoe.walker', 'harassment', 'He threatens to come to my concert.'],
      ['leila.haddad', 'hate'],
    ],
  },
  {
    target: { kind: 'post', by: 'deal.hunter', nth: 0 },
    daysAgo: 3.1,
    reports: [
      ['anneke.vos', 'spam'],
      ['lucia.ferrari', 'spam', 'Sempre lo stesso.'],
      ['emeka.eze', 'illegal', 'This is a pyramid scheme.'],
    ],
  },
  { target: { kind: 'post', by: 'deal.hunter', nth: 1 }, daysAgo: 2.2, reports: [['minjun.park', 'spam']] },
  {
    target: { kind: 'post', by: 'deal.hunter', nth: 2 },
    daysAgo: 0.9,
    reports: [
      ['mei.chen', 'spam', '假货。'],
      ['camille.roy', 'illegal', 'Contrefaçons.'],
    ],
  },
  {
    target: { kind: 'post', by: 'rex.thunder', nth: 0 },
    daysAgo: 1.8,
    reports: [
      ['minjun.park', 'harassment', '저를 말하는 것 같아요.'],
      ['mei.chen', 'harassment'],
    ],
  },
  {
    target: { kind: 'post', by: 'rex.thunder', nth: 1 },
    daysAgo: 0.4,
    hidesItself: true,
    reports: [
      ['fatima.zahra', 'hate'],
      ['yusuf.demir', 'hate', 'Bu benim sokağım.'],
      ['leila.haddad', 'hate'],
      ['harpreet.gill', 'hate', 'Please take this down.'],
      ['grace.mbeki', 'hate'],
      ['emeka.eze', 'hate'],
      ['amara.okafor', 'hate'],
      ['aroha.ngata', 'hate'],
      ['priya.raman', 'violence', 'It calls for people to be driven out.'],
      ['noa.levi', 'hate'],
      ['ivan.petrenko', 'hate'],
    ],
  },
  {
    target: { kind: 'post', by: 'amara.okafor_', nth: 0 },
    daysAgo: 1.1,
    reports: [
      ['amara.okafor', 'impersonation', 'My picture, my name, not my book.'],
      ['camille.roy', 'spam'],
    ],
    claimed: true,
  },
  {
    target: { kind: 'comment', nth: 0 },
    daysAgo: 4.3,
    reports: [
      ['amara.okafor', 'harassment'],
      ['diego.morales', 'harassment', 'Qué falta de respeto.'],
    ],
  },
  { target: { kind: 'comment', nth: 1 }, daysAgo: 3.6, reports: [['leila.haddad', 'hate']] },
  { target: { kind: 'comment', nth: 2 }, daysAgo: 2.9, reports: [['noa.levi', 'harassment']] },
  {
    target: { kind: 'comment', nth: 3 },
    daysAgo: 2.1,
    reports: [
      ['nguyen.lan', 'hate'],
      ['kenji.sato', 'hate', '悲しいです。'],
    ],
  },
  { target: { kind: 'comment', nth: 4 }, daysAgo: 5.2, reports: [['hannah.weiss', 'spam']] },
  {
    target: { kind: 'comment', nth: 5 },
    daysAgo: 1.4,
    reports: [
      ['sofia.papadaki', 'spam'],
      ['yusuf.demir', 'spam'],
    ],
  },
  {
    target: { kind: 'comment', nth: 6 },
    daysAgo: 0.8,
    reports: [['bjork.olafs', 'spam', 'My sister nearly bought it.']],
  },
  { target: { kind: 'comment', nth: 7 }, daysAgo: 1, reports: [['diego.morales', 'impersonation']] },
  {
    target: { kind: 'comment', nth: 8 },
    daysAgo: 0.3,
    reports: [
      ['zoe.walker', 'violence', 'He writes which tram she takes home. She is frightened.'],
      ['hannah.weiss', 'harassment'],
      ['camille.roy', 'violence'],
    ],
  },
  {
    target: { kind: 'message', from: 'deal.hunter', to: 'priya.raman', nth: 1 },
    daysAgo: 2,
    reports: [['priya.raman', 'spam', 'Asks for 200 in advance.']],
  },
  {
    target: { kind: 'message', from: 'deal.hunter', to: 'grace.mbeki', nth: 1 },
    daysAgo: 1.7,
    reports: [['grace.mbeki', 'spam', 'Wanted my phone number.']],
  },
  {
    target: { kind: 'message', from: 'rex.thunder', to: 'zoe.walker', nth: 1 },
    daysAgo: 0.5,
    reports: [['zoe.walker', 'violence', 'I am afraid he means it.']],
    claimed: true,
  },
  {
    target: { kind: 'message', from: 'amara.okafor_', to: 'nguyen.lan', nth: 0 },
    daysAgo: 1.3,
    reports: [['nguyen.lan', 'impersonation']],
  },
  {
    target: { kind: 'conversation', from: 'rex.thunder', to: 'zoe.walker' },
    daysAgo: 0.45,
    reports: [['zoe.walker', 'harassment', 'All of it, please look.']],
  },
  {
    target: { kind: 'conversation', from: 'deal.hunter', to: 'priya.raman' },
    daysAgo: 1.9,
    reports: [['priya.raman', 'spam']],
  },
  {
    target: { kind: 'conversation', from: 'amara.okafor_', to: 'nguyen.lan' },
    daysAgo: 1.25,
    reports: [['nguyen.lan', 'impersonation', 'She wanted a payment in Amara’s name.']],
  },
  {
    target: { kind: 'video', nth: 0 },
    daysAgo: 0.7,
    reports: [['grace.mbeki', 'child_safety', 'The comments under it, and how it is filmed. Please look soon.']],
  },
  { target: { kind: 'video', nth: 1 }, daysAgo: 2.6, reports: [['sofia.papadaki', 'violence']] },
  {
    target: { kind: 'video', nth: 2 },
    daysAgo: 3.4,
    reports: [['harpreet.gill', 'other', 'Not violent, only sixty minutes of a wheel. Is this right here?']],
  },
  {
    target: { kind: 'video', nth: 3 },
    daysAgo: 1.5,
    reports: [
      ['anneke.vos', 'spam'],
      ['tomas.horak', 'spam'],
    ],
  },
  {
    target: { kind: 'post', by: 'zoe.walker', nth: 0 },
    daysAgo: 0.2,
    reports: [['rex.thunder', 'spam', 'Noise. Delete it.']],
  },
  {
    target: { kind: 'post', by: 'leila.haddad', nth: 3 },
    daysAgo: 0.9,
    reports: [['rex.thunder', 'illegal', 'Fake.']],
  },
  { target: { kind: 'post', by: 'noa.levi', nth: 2 }, daysAgo: 2.7, reports: [['deal.hunter', 'other', 'competitor']] },
  {
    target: { kind: 'user', username: 'zoe.walker' },
    daysAgo: 0.25,
    reports: [['rex.thunder', 'harassment', 'She reported me.']],
  },
  {
    target: { kind: 'post', by: 'minjun.park', nth: 0 },
    daysAgo: 6.5,
    reports: [['anneke.vos', 'other', 'I think my window is on it. Could it be blurred?']],
  },
  {
    target: { kind: 'post', by: 'yusuf.demir', nth: 1 },
    daysAgo: 5.8,
    reports: [['hannah.weiss', 'other', 'The copyright of the sail pattern? I am not sure.']],
  },
  {
    target: { kind: 'post', by: 'diego.morales', nth: 2 },
    daysAgo: 4.9,
    reports: [['nguyen.lan', 'other', 'Fifty chillies. For safety. (Joking, but also not.)']],
  },
  {
    target: { kind: 'user', username: 'emeka.eze' },
    daysAgo: 7.1,
    reports: [['sofia.papadaki', 'other', 'Is he allowed to land in gardens?']],
  },
  {
    target: { kind: 'post', by: 'bjork.olafs', nth: 3 },
    daysAgo: 1.6,
    reports: [
      ['oskar.lind', 'self_harm', 'She stands outside at minus 18 for hours. Mostly a joke, please do ask her.'],
    ],
  },
  {
    target: { kind: 'post', by: 'ivan.petrenko', nth: 1 },
    daysAgo: 3.9,
    reports: [['camille.roy', 'other', 'I cannot find the cat and I am losing sleep.']],
  },
  {
    target: { kind: 'post', by: 'kenji.sato', nth: 1 },
    daysAgo: 4.1,
    reports: [['mei.chen', 'nudity', 'Reported the wrong one, sorry!']],
  },
]

/** What was decided in the weeks before, each with what the person wrote against it, if they did. */
export interface DecidedCase extends DemoCase {
  readonly decision:
    | { readonly dismiss: string }
    | {
        readonly actions: readonly { readonly type: string; readonly durationSeconds?: number }[]
        readonly reason: string
        readonly note?: string
      }
  readonly appeal?: { readonly text: string; readonly answer?: readonly [verb: 'uphold' | 'overturn', reason: string] }
}

const day = 86_400

export const decided: readonly DecidedCase[] = [
  {
    target: { kind: 'post', by: 'deal.hunter', nth: 0 },
    daysAgo: 16,
    reports: [['kenji.sato', 'spam']],
    decision: { actions: [{ type: 'warn' }], reason: 'Rule 3: no spam. The next one is hidden.' },
  },
  {
    target: { kind: 'user', username: 'deal.hunter' },
    daysAgo: 11,
    reports: [
      ['anneke.vos', 'spam'],
      ['minjun.park', 'spam'],
    ],
    decision: {
      actions: [{ type: 'silence', durationSeconds: 3 * day }],
      reason: 'Rule 3: no spam, after a warning.',
      note: 'Second time. Answers warnings with emoji.',
    },
    appeal: {
      text: 'I only help people to get RICH. Everybody likes it. 💸',
      answer: ['uphold', 'Eleven people told us that they do not.'],
    },
  },
  {
    target: { kind: 'user', username: 'rex.thunder' },
    daysAgo: 13,
    reports: [
      ['amara.okafor', 'harassment'],
      ['grace.mbeki', 'harassment'],
    ],
    decision: { actions: [{ type: 'warn' }], reason: 'Rule 1: be kind. Speak about pictures, not about people.' },
    appeal: { text: 'It was a JOKE. You have no humour here.' },
  },
  {
    target: { kind: 'user', username: 'rex.thunder' },
    daysAgo: 8,
    reports: [['leila.haddad', 'hate']],
    decision: {
      actions: [{ type: 'silence', durationSeconds: 2 * day }],
      reason: 'Rule 1, again, and this time about where people come from.',
      note: 'Watch the next weeks.',
    },
    appeal: { text: 'Free speech!! I want to speak to the manager.' },
  },
  {
    target: { kind: 'post', by: 'zoe.walker', nth: 2 },
    daysAgo: 9,
    reports: [['rex.thunder', 'spam']],
    decision: { actions: [{ type: 'hide' }], reason: 'Rule 3: advertising.' },
    appeal: {
      text: 'It is a free concert in a garage. Nobody earns anything, least of all the band.',
      answer: ['overturn', 'You are right, a free concert is no advertising. Sorry, and good luck on Saturday!'],
    },
  },
  {
    target: { kind: 'post', by: 'noa.levi', nth: 0 },
    daysAgo: 12,
    reports: [['deal.hunter', 'nudity']],
    decision: { dismiss: 'It is a cat.' },
  },
  {
    target: { kind: 'post', by: 'grace.mbeki', nth: 0 },
    daysAgo: 7,
    reports: [['rex.thunder', 'child_safety']],
    decision: { dismiss: 'A landscape; there is nobody on it. Reported in bad faith.' },
  },
]
