import type { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import {
  admitUpload,
  describeMedia,
  describeMediaInput,
  readOwnMedia,
  storeUpload,
  uploadFields,
} from '../../core/media/index.ts'
import { idParams } from '../../lib/fields.ts'
import { mediaShape, presentMedia } from '../../presenters/media.ts'
import { checkInput } from '../check-input.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'
import { uploadForm } from '../upload-form.ts'

/** Uploads, until a post or message takes them. */
export const mediaEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/media',
    operation: 'uploadMedia',
    tag: 'Posts',
    summary: 'Upload a picture or video',
    description:
      'The server decides by the bytes what it is; names and types that the sender gives are not looked at. Everything ' +
      'but the picture itself is dropped (place, camera, names), and it is turned upright. 201 with the item, or 202 ' +
      'while a video is converted: `media.ready` or `media.failed` follows in the log. An upload that no post or message ' +
      'takes within a day is removed. Resumable uploads (tus 1.0) go to `/api/v1/media/uploads`, with `purpose` and ' +
      '`alt` as metadata; their final answer names the item in `Media-Id`.',
    access: 'person',
    multipart: {
      schema: uploadForm({
        required: ['purpose'],
        properties: {
          purpose: { type: 'string', enum: ['post', 'message'], description: 'What it will be used in.' },
          alt: { type: 'string', maxLength: 1500, description: 'What it shows, in words.' },
        },
      }),
      maxBytes: ({ clients }) => Math.max(clients.mediaTools.limits.imageBytes, clients.mediaTools.limits.videoBytes),
      admit: (context) => admitUpload(context, personOf(context.actor).userId),
    },
    answers: { 201: mediaShape, 202: mediaShape },
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
      const { purpose, alt } = checkInput(uploadFields, upload!.fields, 'body') as z.output<typeof uploadFields>
      return storeUpload(context, {
        ownerId: personOf(context.actor).userId,
        path: upload!.path,
        purpose,
        alt: alt ?? null,
      })
    },
    answer: async ({ context }, { mediaId }) => {
      const media = presentMedia(await readOwnMedia(context, personOf(context.actor).userId, mediaId))
      return {
        status: media.state === 'ready' ? 201 : 202,
        body: media,
        headers: { Location: `/api/v1/media/${media.id}` },
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/media/{id}',
    operation: 'getMedia',
    tag: 'Posts',
    summary: 'One of my uploads',
    access: 'person',
    params: idParams(),
    answers: { 200: mediaShape },
    etag: true,
    answer: async ({ context, params }) =>
      ok(presentMedia(await readOwnMedia(context, personOf(context.actor).userId, params.id))),
  }),
  endpoint({
    method: 'patch',
    path: '/media/{id}',
    operation: 'describeMedia',
    tag: 'Posts',
    summary: 'Say what an upload of mine shows',
    description:
      'For an upload that nothing has taken yet, also while it is converted: it can be on its way while its words are written.',
    access: 'person',
    params: idParams(),
    body: describeMediaInput,
    answers: { 200: mediaShape },
    failures: ['forbidden'],
    effect: ({ context, params, body }) => describeMedia(context, params.id, body),
    answer: async ({ context, params }) =>
      ok(presentMedia(await readOwnMedia(context, personOf(context.actor).userId, params.id))),
  }),
]
