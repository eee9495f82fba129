import { z } from 'zod'
import type {
  BlockedRow,
  FollowRequestRow,
  MutedRow,
  NamedRelationRow,
  PersonSummaryRow,
  ProfileRow,
  RelationRow,
  SuggestionRow,
} from '../core/people/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

/** A person as every list, post, comment and message shows them. */
export const personSummaryShape = z
  .object({
    id: z.string().max(36),
    username: z.string().max(30),
    displayName: z.string().max(50),
    photoUrl: z.string().max(500).nullable().describe('Path on this server, or null without a photo.'),
    isVerified: z.boolean(),
  })
  .meta({ id: 'PersonSummary', description: 'A person in short.' })

export type PersonSummary = z.output<typeof personSummaryShape>

/** A person in short, as everybody who may see them does. */
export function presentPersonSummary(row: PersonSummaryRow): PersonSummary {
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    photoUrl: row.photoPath,
    isVerified: Boolean(row.isVerified),
  }
}

/** How the person who asks stands to another. */
export const relationShape = z
  .object({
    following: z.boolean(),
    followedBy: z.boolean(),
    requested: z.boolean().describe('I have asked to follow and wait for an answer.'),
    requestedBy: z.boolean().describe('They have asked to follow me and wait for my answer.'),
    blocking: z.boolean(),
    muting: z.boolean(),
    canMessage: z.boolean(),
  })
  .meta({ id: 'Relation', description: 'How the person who asks stands to another.' })

export type Relation = z.output<typeof relationShape>

/** A relation as the person on its near end sees it. */
export function presentRelation(row: RelationRow): Relation {
  return {
    following: row.followState === 'accepted',
    followedBy: row.followedState === 'accepted',
    requested: row.followState === 'requested',
    requestedBy: row.followedState === 'requested',
    blocking: Boolean(row.blocking),
    muting: Boolean(row.muting),
    canMessage: Boolean(row.canMessage),
  }
}

/** How the person who asks stands to somebody they asked about by name. */
export const namedRelationShape = z
  .object({ id: z.string().max(36), username: z.string().max(30), ...relationShape.shape })
  .meta({ id: 'NamedRelation' })

/** A relation with the name it was asked by. */
export function presentNamedRelation(row: NamedRelationRow): z.output<typeof namedRelationShape> {
  return { id: row.id, username: row.username, ...presentRelation(row) }
}

/** A person's page. */
export const profileShape = z
  .object({
    ...personSummaryShape.shape,
    bio: z.string().max(500),
    link: z.string().max(300).nullable(),
    isPrivate: z.boolean(),
    counts: z
      .object({ posts: z.int().nonnegative(), followers: z.int().nonnegative(), following: z.int().nonnegative() })
      .describe('Of what the person who asks could list.'),
    relation: relationShape,
    createdAt: timeShape(),
  })
  .meta({ id: 'Profile', description: 'A person, as their page shows them to the one who asks.' })

export type Profile = z.output<typeof profileShape>

/** A person's page as one viewer sees it. */
export function presentProfile(row: ProfileRow): Profile {
  return {
    ...presentPersonSummary(row),
    bio: row.bio,
    link: row.link,
    isPrivate: Boolean(row.isPrivate),
    counts: { posts: row.postsCount, followers: row.followersCount, following: row.followingCount },
    relation: presentRelation(row),
    createdAt: isoTime(row.createdAt),
  }
}

/** Somebody who has asked to follow. */
export const followRequestShape = z
  .object({ ...personSummaryShape.shape, requestedAt: timeShape() })
  .meta({ id: 'FollowRequest' })

/** A request to follow, as the one asked sees it. */
export function presentFollowRequest(row: FollowRequestRow): z.output<typeof followRequestShape> {
  return { ...presentPersonSummary(row), requestedAt: isoTime(row.requestedAt) }
}

/** Somebody blocked. */
export const blockedPersonShape = z
  .object({ ...personSummaryShape.shape, blockedAt: timeShape() })
  .meta({ id: 'BlockedPerson' })

/** Somebody blocked, as the one who blocked sees them. */
export function presentBlockedPerson(row: BlockedRow): z.output<typeof blockedPersonShape> {
  return { ...presentPersonSummary(row), blockedAt: isoTime(row.blockedAt) }
}

/** Somebody muted. */
export const mutedPersonShape = z
  .object({ ...personSummaryShape.shape, mutedAt: timeShape(), mutedUntil: timeShape().nullable() })
  .meta({ id: 'MutedPerson' })

/** Somebody muted, as the one who muted sees them. */
export function presentMutedPerson(row: MutedRow): z.output<typeof mutedPersonShape> {
  return { ...presentPersonSummary(row), mutedAt: isoTime(row.mutedAt), mutedUntil: isoTime(row.mutedUntil) }
}

/** Somebody worth following. */
export const suggestionShape = z
  .object({ ...personSummaryShape.shape, mutualCount: z.int().nonnegative().describe('How many whom I follow do so.') })
  .meta({ id: 'Suggestion' })

/** A suggestion as the person it is made to sees it. */
export function presentSuggestion(row: SuggestionRow): z.output<typeof suggestionShape> {
  return { ...presentPersonSummary(row), mutualCount: row.mutualCount }
}
