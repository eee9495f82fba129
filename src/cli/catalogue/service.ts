import { type Catalogue, row } from './row.ts'

/** The commands about the video feed, jobs, the installation and this command line itself. */
export const serviceCommands: Catalogue = [
  {
    name: 'console',
    summary: 'run the community from a full-screen terminal',
    group: 'Moderation',
    load: async () => (await import('../commands/console/console.ts')).defineConsole,
  },
  {
    name: 'videos',
    summary: 'see and moderate the video feed',
    group: 'Videos and jobs',
    verbs: [
      row('list', 'list videos of the feed', async () => (await import('../commands/videos/list.ts')).defineList),
      row('show', 'show one video', async () => (await import('../commands/videos/show.ts')).defineShow),
      row('hide', 'keep videos out of the feed', async () => (await import('../commands/videos/hide.ts')).defineHide),
      row(
        'restore',
        'let hidden videos into the feed again',
        async () => (await import('../commands/videos/restore.ts')).defineRestore,
      ),
      row('purge', 'remove cached video data', async () => (await import('../commands/videos/purge.ts')).definePurge),
    ],
  },
  {
    name: 'categories',
    summary: 'choose what the video feed is made of',
    group: 'Videos and jobs',
    verbs: [
      row('list', 'list the categories', async () => (await import('../commands/categories/list.ts')).defineList),
      row('set', 'change a category', async () => (await import('../commands/categories/set.ts')).defineSet),
    ],
  },
  {
    name: 'quota',
    summary: "show what today's YouTube quota was used for",
    group: 'Videos and jobs',
    load: async () => (await import('../commands/quota/quota.ts')).defineQuota,
  },
  {
    name: 'jobs',
    summary: 'watch and run scheduled jobs',
    group: 'Videos and jobs',
    verbs: [
      row(
        'list',
        'list jobs with their last and next runs',
        async () => (await import('../commands/jobs/list.ts')).defineList,
      ),
      row('run', 'run jobs now', async () => (await import('../commands/jobs/run.ts')).defineRun),
      row('pause', 'keep jobs from running', async () => (await import('../commands/jobs/pause.ts')).definePause),
      row('resume', 'let paused jobs run again', async () => (await import('../commands/jobs/resume.ts')).defineResume),
      row('runs', 'list the runs of a job', async () => (await import('../commands/jobs/runs.ts')).defineRuns),
      row(
        'start',
        'run the jobs in a process of their own',
        async () => (await import('../installation/jobs-start.ts')).defineJobsStart,
      ),
    ],
  },
  {
    name: 'stats',
    summary: 'show how the community and the server are doing',
    group: 'Installation',
    load: async () => (await import('../commands/stats/stats.ts')).defineStats,
  },
  {
    name: 'transparency',
    summary: 'show what was reported and decided, month by month',
    group: 'Moderation',
    load: async () => (await import('../commands/transparency/transparency.ts')).defineTransparency,
  },
  {
    name: 'settings',
    summary: 'read and change what can be changed while running',
    group: 'Installation',
    verbs: [
      row('get', 'show settings', async () => (await import('../commands/settings/get.ts')).defineGet),
      row('set', 'change settings', async () => (await import('../commands/settings/set.ts')).defineSet),
    ],
  },
  {
    name: 'push',
    summary: 'check push notifications',
    group: 'Installation',
    verbs: [
      row(
        'test',
        'send a person a test notification',
        async () => (await import('../commands/push/test.ts')).defineTest,
      ),
      row(
        'doctor',
        'say whether pushes can be sent, and what stands in their way',
        async () => (await import('../commands/push/doctor.ts')).defineDoctor,
      ),
    ],
  },
  {
    name: 'profiles',
    summary: 'save servers elsewhere and switch between them',
    group: 'This command line',
    verbs: [
      row('list', 'list saved servers', async () => (await import('../commands/profiles/list.ts')).defineList),
      row(
        'add',
        'sign in to a server and save it',
        async () => (await import('../commands/profiles/add.ts')).defineAdd,
      ),
      row(
        'use',
        'make a saved server the one commands go to',
        async () => (await import('../commands/profiles/use.ts')).defineUse,
      ),
      row('remove', 'forget a saved server', async () => (await import('../commands/profiles/remove.ts')).defineRemove),
    ],
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    group: 'This command line',
    load: async () => (await import('../commands/completion/completion.ts')).defineCompletion,
  },
]
