import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { ownAccount } from '../../api/session.ts'
import type { Shape } from '../../api/types.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Badge } from '../../design/badge.tsx'
import { Button, LinkButton } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Icon } from '../../design/icon.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { linkOf } from '../../design/text-parts.ts'
import { FollowButton } from '../../people/follow-button.tsx'
import { answerRequest, unmute } from '../../people/relations.ts'
import { conversationAddress, profileAddress } from '../../shell/addresses.ts'
import { navigate } from '../../shell/history.ts'
import { showError, showToast } from '../../shell/toasts.ts'
import { words as allWords } from '../../strings/en.ts'
import { fill, formatCount, formatMonth, plural } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'

type Profile = Shape<'Profile'>

/** Who somebody is, and what one can do about it. */
export function ProfileHead({ profile }: { profile: Profile }): JSX.Element {
  const [isPhotoOpen, setPhotoOpen] = useState(false)
  const { relation, username, photoUrl } = profile
  const isOwn = profile.id === ownAccount().id
  const name = profile.displayName || username
  return (
    <section class="profile-head" aria-label={name}>
      {photoUrl === null ? (
        <Avatar person={profile} size="xl" labelled />
      ) : (
        <button
          type="button"
          class="profile-photo"
          aria-label={words.showPhoto}
          aria-haspopup="dialog"
          onClick={() => setPhotoOpen(true)}
        >
          <Avatar person={profile} size="xl" />
        </button>
      )}
      <div class="profile-names">
        <p class="profile-name">
          <bdi>{name}</bdi>
          {profile.isVerified && <Icon name="verified" label={allWords.verified} class="person-verified" />}
        </p>
        <p class="profile-handle">
          <bdi>@{username}</bdi>
          {profile.isPrivate && (
            <span class="profile-private">
              <Icon name="lock" size="s" />
              {words.privateAccount}
            </span>
          )}
          {relation.followedBy && <Badge>{words.followsYou}</Badge>}
        </p>
      </div>
      <Counts profile={profile} isOpen={isOwn || !profile.isPrivate || relation.following} />
      {profile.bio !== '' && <RichText class="profile-bio" text={profile.bio} />}
      <ProfileFacts profile={profile} />
      <div class="profile-acts">
        {isOwn ? (
          <LinkButton href="/settings/profile" icon="edit">
            {words.editProfile}
          </LinkButton>
        ) : (
          <>
            <FollowButton person={profile} relation={relation} />
            {relation.canMessage && <MessageButton username={username} />}
          </>
        )}
      </div>
      {relation.requestedBy && (
        <Notice
          tone="accent"
          action={
            <>
              <Button size="s" look="primary" onClick={() => void answerRequest(profile, relation, true)}>
                {words.accept}
              </Button>
              <Button size="s" look="quiet" onClick={() => void answerRequest(profile, relation, false)}>
                {words.refuse}
              </Button>
            </>
          }
        >
          {fill(words.asksToFollow, { name })}
        </Notice>
      )}
      {relation.muting && (
        <Notice
          action={
            <Button
              size="s"
              look="quiet"
              onClick={async () => {
                if (await unmute(profile, relation)) showToast(fill(words.unmuted, { name }))
              }}
            >
              {words.unmute}
            </Button>
          }
        >
          {fill(words.muted, { name })}
        </Notice>
      )}
      {isPhotoOpen && photoUrl !== null && (
        <Dialog title={fill(allWords.photoOf, { name })} hideTitle size="m" onClose={() => setPhotoOpen(false)}>
          <img
            class="profile-photo-large"
            src={photoUrl.replace(/\/[^/]+\.webp$/, '/large.webp')}
            alt={fill(allWords.photoOf, { name })}
            onError={(event) => {
              // Small photos have no larger file.
              if (!event.currentTarget.src.endsWith(photoUrl)) event.currentTarget.src = photoUrl
            }}
          />
        </Dialog>
      )}
    </section>
  )
}

function Counts({ profile, isOpen }: { profile: Profile; isOpen: boolean }): JSX.Element {
  const { counts, username } = profile
  const address = profileAddress(username)
  const followers = plural(counts.followers, words.followers, {})
  const following = fill(words.following, { count: counts.following })
  return (
    <p class="profile-counts">
      <span title={plural(counts.posts, words.posts)}>{counted(counts.posts, words.posts)}</span>
      {isOpen ? (
        <>
          <a href={`${address}/followers`} title={followers}>
            {counted(counts.followers, words.followers)}
          </a>
          <a href={`${address}/following`} title={following}>
            <CountIn value={counts.following} text={words.following} />
          </a>
        </>
      ) : (
        <>
          <span>{counted(counts.followers, words.followers)}</span>
          <span>
            <CountIn value={counts.following} text={words.following} />
          </span>
        </>
      )}
    </p>
  )
}

function counted(value: number, forms: { one: string; other: string }): JSX.Element {
  return <CountIn value={value} text={value === 1 ? forms.one : forms.other} />
}

/** A text whose number stands out. */
function CountIn({ value, text }: { value: number; text: string }): JSX.Element {
  const [before, after] = text.split('{count}')
  return (
    <>
      {before}
      <strong>{formatCount(value)}</strong>
      {after}
    </>
  )
}

function ProfileFacts({ profile }: { profile: Profile }): JSX.Element {
  const link = profile.link === null ? undefined : linkOf(profile.link, profile.link)
  return (
    <p class="profile-facts">
      {link !== undefined && (
        <a href={link.href} target="_blank" rel="noopener nofollow ugc me">
          <Icon name="link" size="s" />
          <bdi>{link.label.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</bdi>
        </a>
      )}
      <span>
        <Icon name="clock" size="s" />
        {fill(words.memberSince, { month: formatMonth(profile.createdAt) })}
      </span>
    </p>
  )
}

function MessageButton({ username }: { username: string }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const open = async (): Promise<void> => {
    setBusy(true)
    try {
      const { id } = await api.post('/conversations', { body: { username } })
      navigate(conversationAddress(id))
    } catch (error) {
      setBusy(false)
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <Button icon="chat" busy={isBusy} onClick={() => void open()}>
      {words.message}
    </Button>
  )
}
