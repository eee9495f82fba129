import { type Flag, rowQuery } from '../../db/sql.ts'
import { isSameUsername, usernameKey, usernameMaxLength } from '../../lib/usernames.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { hiddenFollowSql } from './counts.ts'
import { type RelationRow, relationColumns } from './relation.ts'
import { type PersonSummaryRow, personColumns } from './summary.ts'
import { takesMessagesSql, visiblePersonSql } from './visibility.ts'

/** A person as their page shows them to one viewer. */
export interface ProfileRow extends PersonSummaryRow, RelationRow {
  bio: string
  link: string | null
  isPrivate: Flag
  /** What the viewer could list: nothing of a private account that they do not follow. */
  postsCount: number
  followersCount: number
  followingCount: number
  createdAt: number
}

// What one cannot list is not counted either: posts only for followers count for followers, and people with a block
// between them and the viewer are taken off (accounts that are not active never count, see counts.ts).
const profileByName = rowQuery<ProfileRow>(
  {
    ...personColumns('u'),
    bio: 'u.bio',
    link: 'u.link',
    isPrivate: 'u.is_private',
    postsCount: `CASE WHEN u.id = $2 OR (SELECT state FROM followers WHERE follower_id = $2 AND followee_id = u.id) = 'accepted'
      THEN u.posts_count WHEN u.is_private THEN 0 ELSE u.public_posts_count END`,
    followersCount: `u.followers_count - ${hiddenFollowSql('followers', 'u.id', '$2')}`,
    followingCount: `u.following_count - ${hiddenFollowSql('following', 'u.id', '$2')}`,
    createdAt: 'u.created_at',
    ...relationColumns('u', '$2', '$3'),
    // Whoever is visible has no block between them and the viewer.
    blocking: '(1 = 0)',
    canMessage: takesMessagesSql('u', '$2'),
  },
  `FROM users u WHERE u.username_key = $1 AND ${visiblePersonSql('u', '$2')}`,
)

/** The profile of a person, as the one who acts may see it. Throws `not_found`. */
export async function readProfile(context: Context, username: string): Promise<ProfileRow> {
  if (username.length > usernameMaxLength) throw notFound()
  const params = [usernameKey(username), personOf(context.actor).userId, context.now()]
  const profile = await context.db.read.row(profileByName, params)
  if (profile === undefined || !isSameUsername(profile.username, username)) throw notFound()
  return profile
}
