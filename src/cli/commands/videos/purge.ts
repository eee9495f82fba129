import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { wrongUsage } from '../../failures.ts'
import { readDuration } from '../specs.ts'

export const { define: definePurge, run: runPurge } = actCommand<ChangeAnswer & { removed: number }>({
  about: 'What was fetched from YouTube is removed from the database; the jobs fetch afresh within the quota.',
  flags: [
    { flags: '--category <category>', summary: 'only this category', body: 'category' },
    {
      flags: '--older-than <age>',
      summary: 'only what was fetched longer ago: 7d',
      parse: readDuration,
      body: 'olderThanSeconds',
    },
    { flags: '--everything', summary: 'all of it' },
    {
      flags: '--all-youtube-data',
      summary: 'all of it, and every id that points at YouTube: channels, saves, what was seen',
    },
  ],
  path: '/admin/videos/purge',
  body: ({ flags }) => {
    const narrowed = flags.category !== undefined || flags.olderThan !== undefined
    const whole = flags.everything === true || flags.allYoutubeData === true
    if (narrowed === whole) {
      throw wrongUsage('What to remove is not clear.', 'Give --category or --older-than, or --everything.')
    }
    return flags.allYoutubeData === true ? { allYoutubeData: true } : {}
  },
  reason: 'required',
  confirm: 'ask',
  question: (_, { flags }) =>
    flags.everything || flags.allYoutubeData ? 'Remove every cached video?' : 'Remove these cached videos?',
  progress: 'Removing cached videos',
  done: ({ removed }) => `Removed ${removed} videos.`,
})
