import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer, VideoCategory } from '../../api-types.ts'
import { wrongUsage } from '../../failures.ts'

export const { define: defineSet, run: runSet } = actCommand<ChangeAnswer & Partial<VideoCategory>>({
  about: 'What is not named stays as it is.',
  arguments: [{ name: 'category', summary: 'id of the category, as the list shows it' }],
  flags: [
    { flags: '--on', summary: 'fetch it and show it' },
    { flags: '--off', summary: 'neither fetch nor show it' },
    { flags: '--name <name>', summary: 'what people see', body: 'name' },
    { flags: '--region <codes>', summary: 'regions it is fetched for: US,DE', parse: list, body: 'regions' },
    {
      flags: '--youtube-category <ids>',
      summary: "ids of YouTube's categories: 10,24",
      parse: list,
      body: 'youtubeCategories',
    },
    {
      flags: '--search <phrases>',
      summary: 'English phrases that are searched for, by commas',
      parse: englishPhrases,
      body: 'phrases',
    },
    {
      flags: '--deny-words <words>',
      summary: 'words that keep a video out, by commas',
      parse: list,
      body: 'denyWords',
    },
    {
      flags: '--deny-channels <ids>',
      summary: 'channels that never appear, by commas',
      parse: list,
      body: 'denyChannels',
    },
    {
      flags: '--allow-channels <ids>',
      summary: 'channels always looked at, by commas',
      parse: list,
      body: 'allowChannels',
    },
    {
      flags: '--kids-only <yes|no>',
      summary: 'let in only videos made for children',
      parse: yesOrNo,
      body: 'kidsOnly',
    },
  ],
  examples: [
    'momentum categories set music --region US,DE --reason "two regions"',
    'momentum categories set gaming --off --reason "not for us"',
  ],
  method: 'PUT',
  path: '/admin/categories',
  body: ({ args, flags }) => {
    if (flags.on && flags.off) throw wrongUsage('--on and --off exclude each other.')
    const named = changes.some((name) => flags[name] !== undefined)
    if (!named) throw wrongUsage('Nothing to change was given.', 'Run it with --help to see what can be set.')
    return { id: args[0], ...(flags.on || flags.off ? { enabled: flags.on === true } : {}) }
  },
  reason: 'required',
  confirm: 'no',
  done: (_, category) => `Changed the category ${category}.`,
})

const changes = [
  'on',
  'off',
  'name',
  'region',
  'youtubeCategory',
  'search',
  'denyWords',
  'denyChannels',
  'allowChannels',
  'kidsOnly',
]

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function englishPhrases(text: string): Record<string, string[]> {
  return { en: list(text) }
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new Error('Give yes or no.')
}
