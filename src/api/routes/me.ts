import { z } from 'zod'
import { acceptDocument, editProfile, editProfileInput, readAccount, readConsents } from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import type { Context } from '../../core/context.ts'
import { isoTime } from '../../lib/clock.ts'
import { timeShape } from '../../lib/fields.ts'
import { accountShape, presentAccount } from '../../presenters/account.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

const consentsShape = z
  .object({
    items: z
      .array(z.object({ document: z.string().max(20), version: z.string().max(40), acceptedAt: timeShape() }))
      .max(1000),
    missing: z.array(z.string().max(20)).max(10),
  })
  .meta({ id: 'Consents' })

async function answerConsents(context: Context) {
  const { items, missing } = await readConsents(context, personOf(context.actor).userId)
  return ok({ items: items.map((item) => ({ ...item, acceptedAt: isoTime(item.acceptedAt) })), missing })
}

/** The account of the person who asks. */
export const meEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/me',
    operation: 'getMe',
    tag: 'Accounts',
    summary: 'My account and settings',
    access: 'person',
    answers: { 200: accountShape },
    etag: true,
    answer: async ({ context }) => {
      const account = await readAccount(context.db.read, personOf(context.actor))
      return ok(presentAccount(account))
    },
  }),
  endpoint({
    method: 'patch',
    path: '/me',
    operation: 'editMe',
    tag: 'Accounts',
    summary: 'Change my profile and settings',
    access: 'person',
    body: editProfileInput,
    answers: { 200: accountShape },
    limits: ['profileChange'],
    effect: ({ context, body }) => editProfile(context, personOf(context.actor).userId, body),
    answer: async ({ context }) => {
      const account = await readAccount(context.db.read, personOf(context.actor))
      return ok(presentAccount(account))
    },
  }),
  endpoint({
    method: 'get',
    path: '/me/consents',
    operation: 'listConsents',
    tag: 'Accounts',
    summary: 'What I have agreed to, and what is missing',
    access: 'person',
    answers: { 200: consentsShape },
    answer: ({ context }) => answerConsents(context),
  }),
  endpoint({
    method: 'post',
    path: '/me/consents',
    operation: 'acceptDocument',
    tag: 'Accounts',
    summary: 'Accept the present version of a document',
    access: 'person',
    body: z.strictObject({
      document: z.enum(['terms', 'guidelines', 'privacy']),
      version: z.string().min(1).max(40),
    }),
    answers: { 200: consentsShape },
    effect: ({ context, body }) => acceptDocument(context, personOf(context.actor).userId, body),
    answer: ({ context }) => answerConsents(context),
  }),
]
