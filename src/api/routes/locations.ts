import { z } from 'zod'
import {
  listLocations,
  readMessage,
  shareLocation,
  shareLocationInput,
  stopLocation,
  updateLocation,
  updateLocationInput,
} from '../../core/chat/index.ts'
import { idParams, pageQuery, pageShape } from '../../lib/fields.ts'
import {
  locationUpdateShape,
  presentLocationUpdate,
  presentSharedLocation,
  sharedLocationShape,
} from '../../presenters/location.ts'
import { messageShape, presentMessage } from '../../presenters/message.ts'
import { created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'

/** Live locations. */
export const locationEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/conversations/{id}/location',
    operation: 'shareLocation',
    tag: 'Chat',
    summary: 'Share where I am, for a while',
    description:
      'Answers the message that shows it. Positions are made as coarse as `precision` says before they are stored, pass ' +
      'to the other person alone, and are erased when the share ends: by itself after the chosen time, by stopping it, by a ' +
      'block, by signing out on the device that shares, by a new password, and with the account.',
    access: 'person',
    params: idParams(),
    body: shareLocationInput,
    answers: { 201: messageShape },
    failures: ['forbidden', 'account_silenced', 'terms_required'],
    limits: ['messages'],
    effect: ({ context, params, body }) => shareLocation(context, params.id, body),
    answer: async ({ context }, { messageId }) => created(presentMessage(await readMessage(context, messageId))),
  }),
  endpoint({
    method: 'patch',
    path: '/locations/{id}',
    operation: 'updateLocation',
    tag: 'Chat',
    summary: 'Move a share of mine',
    access: 'person',
    params: idParams(),
    body: updateLocationInput,
    answers: { 200: locationUpdateShape },
    failures: ['conflict'],
    limits: ['locationUpdates'],
    effect: ({ context, params, body }) => updateLocation(context, params.id, body),
    answer: (_call, update) => ok(presentLocationUpdate(update)),
  }),
  endpoint({
    method: 'delete',
    path: '/locations/{id}',
    operation: 'stopLocation',
    tag: 'Chat',
    summary: 'Stop sharing, from any of my devices',
    access: 'person',
    params: idParams(),
    query: z.strictObject({}),
    answers: { 204: null },
    effect: ({ context, params }) => stopLocation(context, params.id),
    answer: () => noContent(),
  }),
  endpoint({
    method: 'get',
    path: '/me/locations',
    operation: 'listMyLocations',
    tag: 'Chat',
    summary: 'With whom and when I share and shared my place',
    description: 'Never where: positions are not kept.',
    access: 'person',
    query: pageQuery(),
    answers: { 200: pageShape(sharedLocationShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const page = await listLocations(context, query)
      return ok({ items: page.items.map(presentSharedLocation), nextCursor: page.nextCursor })
    },
  }),
]
