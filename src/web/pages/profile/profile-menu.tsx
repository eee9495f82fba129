import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Shape } from '../../api/types.ts'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { Menu } from '../../design/menu.tsx'
import { removeFollower } from '../../people/relations.ts'
import { copyText } from '../../posts/post-acts.ts'
import { BlockDialog, MuteDialog, ReportDialog } from '../../posts/post-dialogs.ts'
import { profileAddress } from '../../shell/addresses.ts'
import { showToast } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'
import { postWords } from '../../strings/posts.ts'

interface ProfileMenuProps {
  profile: Shape<'Profile'>
  /** Called before the profile is gone, so that the page can say why. */
  onBlocked: () => void
}

/** What there is to be done about a person, beside following and writing. */
export function ProfileMenu({ profile, onBlocked }: ProfileMenuProps): JSX.Element {
  const [open, setOpen] = useState<'mute' | 'remove' | 'report' | 'block'>()
  const close = (): void => setOpen(undefined)
  const { relation, username } = profile
  const name = profile.displayName || username
  return (
    <>
      <Menu
        label={fill(words.profileMenu, { name })}
        items={[
          {
            label: words.copyProfileLink,
            icon: 'link',
            run: () =>
              void copyText(location.origin + profileAddress(username)).then(() => showToast(postWords.linkCopied)),
          },
          !relation.muting && { label: fill(postWords.mute, { name }), icon: 'mute', run: () => setOpen('mute') },
          relation.followedBy && { label: words.removeFollower, icon: 'person', run: () => setOpen('remove') },
          { label: postWords.report, icon: 'flag', danger: true, apart: true, run: () => setOpen('report') },
          {
            label: fill(postWords.block, { name }),
            icon: 'block',
            danger: true,
            run: () => setOpen('block'),
          },
        ]}
      />
      {open === 'mute' && <MuteDialog person={profile} relation={relation} onClose={close} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={fill(words.removeFollowerTitle, { name })}
          confirmLabel={words.removeFollower}
          dangerous
          onClose={close}
          onConfirm={() => {
            close()
            void removeFollower(profile, relation).then((isDone) => {
              if (isDone) showToast(fill(words.followerRemoved, { name }))
            })
          }}
        >
          <p>{words.removeFollowerText}</p>
        </ConfirmDialog>
      )}
      {open === 'report' && (
        <ReportDialog
          subject={{ type: 'user', id: profile.id }}
          person={profile}
          onClose={close}
          onReported={({ blocked }) => blocked && onBlocked()}
        />
      )}
      {open === 'block' && <BlockDialog person={profile} onClose={close} onBlocked={onBlocked} />}
    </>
  )
}
