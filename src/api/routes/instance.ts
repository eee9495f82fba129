import { accountLimits, currentDocuments } from '../../core/accounts/index.ts'
import { messageMaxLength } from '../../core/chat/index.ts'
import type { Context } from '../../core/context.ts'
import { altMaxLength } from '../../core/media/index.ts'
import { captionMaxLength, commentMaxLength } from '../../core/posts/index.ts'
import { type Instance, instanceShape, presentInstance } from '../../presenters/instance.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

/** What a client learns before anybody has signed in. */
export const instanceEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/instance',
    operation: 'getInstance',
    tag: 'Instance',
    summary: 'What this server is, allows and offers',
    description:
      'No login. Apps send their version as `Momentum-App-Version: 1.2.3` with every request; below `lowestAppVersion` ' +
      'every other route answers 426 `client_too_old`.',
    access: 'public',
    answers: { 200: instanceShape },
    etag: true,
    answer: ({ context }) => ok(describeInstance(context)),
  }),
]

function contentLimits({ clients }: Context) {
  const { limits, capabilities } = clients.mediaTools
  const { imageBytes, imagePixels, videoBytes, videoDurationMs } = limits
  return {
    caption: { min: 0, max: captionMaxLength },
    mediaPerPost: { min: 1, max: 10 },
    comment: { min: 1, max: commentMaxLength },
    altText: { min: 0, max: altMaxLength },
    message: { min: 0, max: messageMaxLength },
    media: { formats: [...capabilities.accepts].sort(), imageBytes, imagePixels, videoBytes, videoDurationMs },
  }
}

function describeInstance(context: Context): Instance {
  const { instance, settings } = context
  return presentInstance({
    publicUrl: instance.publicUrl,
    version: instance.version,
    registration: instance.registration,
    vapidPublicKey: instance.vapidPublicKey,
    features: instance.features,
    settings: {
      name: settings.get('instance.name'),
      description: settings.get('instance.description'),
      support: settings.get('instance.support'),
      rules: settings.get('instance.rules'),
      lowestAppVersion: settings.get('instance.lowestAppVersion'),
      minimumAge: settings.get('accounts.minimumAge'),
      storeUrl: settings.get('app.storeUrl'),
    },
    documents: currentDocuments(context),
    limits: {
      ...accountLimits(context),
      ...contentLimits(context),
      pageSize: { min: 1, max: 100 },
      requestBytes: 64 * 1024,
    },
  })
}
