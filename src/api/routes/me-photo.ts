import { readAccount } from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import type { Context } from '../../core/context.ts'
import { failure } from '../../core/errors.ts'
import { admitUpload, removePhoto, setPhoto } from '../../core/media/index.ts'
import { accountShape, presentAccount } from '../../presenters/account.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'
import { uploadForm } from '../upload-form.ts'

async function answerAccount(context: Context) {
  return ok(presentAccount(await readAccount(context.db.read, personOf(context.actor))))
}

/** The photo of the person who asks. */
export const photoEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'put',
    path: '/me/photo',
    operation: 'setPhoto',
    tag: 'Accounts',
    summary: 'Set my photo',
    description:
      'A picture, of which a still square is cut from the middle. `photoUrl` names it at 320 pixels; beside it, in the ' +
      'same folder, lie `large.webp` (1024) and `small.webp` (96).',
    access: 'person',
    multipart: {
      schema: uploadForm({ required: [], properties: {} }),
      maxBytes: ({ clients }) => clients.mediaTools.limits.imageBytes,
      admit: (context) => admitUpload(context, personOf(context.actor).userId),
    },
    answers: { 200: accountShape },
    failures: [
      ...([
        'media_unsupported',
        'media_invalid',
        'media_refused',
        'payload_too_large',
        'content_type_unsupported',
      ] as const),
      ...(['media_quota_exceeded', 'storage_full', 'unavailable'] as const),
    ],
    limits: ['uploads'],
    effect: ({ context, upload }) => {
      const foreign = Object.keys(upload!.fields)
      if (foreign.length > 0) {
        throw failure('validation_failed', 'Some fields are not known here.', {
          errors: foreign.map((path) => ({ path, message: 'This field is not known here.' })),
        })
      }
      return setPhoto(context, personOf(context.actor).userId, upload!.path)
    },
    answer: ({ context }) => answerAccount(context),
  }),
  endpoint({
    method: 'delete',
    path: '/me/photo',
    operation: 'removePhoto',
    tag: 'Accounts',
    summary: 'Remove my photo',
    access: 'person',
    answers: { 200: accountShape },
    limits: ['profileChange'],
    effect: ({ context }) => removePhoto(context, personOf(context.actor).userId),
    answer: ({ context }) => answerAccount(context),
  }),
]
