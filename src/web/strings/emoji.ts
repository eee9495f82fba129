/** What the emoji picker says. */
export const emojiWords = {
  picker: 'Choose an emoji',
  search: 'Search emoji',
  groups: 'Kinds of emoji',
  recent: 'Used last',
  nothing: 'No emoji is called that.',
  results: { one: '{count} emoji', other: '{count} emoji' },
  tone: 'Skin tone',
  tones: ['Without', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
  groupNames: {
    'Smileys & Emotion': 'Smileys and feelings',
    'People & Body': 'People',
    'Animals & Nature': 'Animals and nature',
    'Food & Drink': 'Food and drink',
    'Travel & Places': 'Travel and places',
    Activities: 'Activities',
    Objects: 'Objects',
    Symbols: 'Symbols',
    Flags: 'Flags',
  } as Record<string, string>,
} as const
