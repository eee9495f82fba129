import { hasRole } from '../actor.ts'
import type { Context } from '../context.ts'
import type { ServedFile } from './served-file.ts'

/** Says whether one person may fetch an item whose scope asks for it. */
export type ViewerRule = (context: Context, media: ServedFile, viewerId: string) => Promise<boolean>

/** What an item is shown to a viewer as: to everybody alike, to this one now, or not at all. */
export type Admission = 'everybody' | 'viewer' | 'nobody'

/** Who may fetch which item. Nouns to the right register the rules for the scopes that they know about. */
export interface MediaViewers {
  /** Sets the rule of a scope: `followers` is asked for followers-only items and for private accounts. */
  decide(scope: 'followers' | 'conversation', rule: ViewerRule): void
  /** Decides for whoever acts; a scope without a rule admits nobody but the owner. */
  admit(context: Context, media: ServedFile): Promise<Admission>
}

/** Without rules yet. */
export function createMediaViewers(): MediaViewers {
  const rules = new Map<string, ViewerRule>()
  return {
    decide: (scope, rule) => {
      rules.set(scope, rule)
    },
    admit: async (context, media) => {
      const { actor } = context
      const scope = media.scope === 'public' && media.isOwnerPrivate ? 'followers' : media.scope
      const isShown = media.ownerStatus === 'active'
      if (isShown && (scope === 'world' || scope === 'public')) return 'everybody'
      // Operators judge what was published; what two people write each other they see through a report alone.
      if (scope !== 'conversation' && media.attachedType !== null && hasRole(actor, 'moderator')) return 'viewer'
      if (!isShown || actor.kind !== 'person' || actor.scope !== 'full') return 'nobody'
      if (scope !== 'conversation' && media.ownerId === actor.userId) return 'viewer'
      const rule = rules.get(scope)
      return rule !== undefined && (await rule(context, media, actor.userId)) ? 'viewer' : 'nobody'
    },
  }
}
