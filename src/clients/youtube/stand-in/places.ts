/** The countries of the generated world, the ones whose charts were counted in September 2026. */
export const regions = [
  'US GB CA AU IE NZ IN DE AT CH FR BE NL ES MX AR CO CL PE BR PT IT PL TR SE NO DK FI JP KR ID PH TH VN',
].flatMap((line) => line.split(' '))

/** Categories that an uploader can choose, with words for titles. */
export const categories = [
  { id: '1', title: 'Film & Animation', words: ['short film', 'trailer', 'animation', 'behind the scenes'] },
  { id: '2', title: 'Autos & Vehicles', words: ['test drive', 'restoration', 'engine', 'road trip'] },
  { id: '10', title: 'Music', words: ['official video', 'live session', 'acoustic', 'remix'] },
  { id: '15', title: 'Pets & Animals', words: ['puppy', 'cat', 'rescue', 'parrot'] },
  { id: '17', title: 'Sports', words: ['highlights', 'goal', 'training', 'final'] },
  { id: '19', title: 'Travel & Events', words: ['city walk', 'island', 'night train', 'street food'] },
  { id: '20', title: 'Gaming', words: ['speedrun', 'boss fight', 'update', 'no damage'] },
  { id: '22', title: 'People & Blogs', words: ['my day', 'moving out', 'questions', 'storytime'] },
  { id: '23', title: 'Comedy', words: ['sketch', 'prank', 'stand-up', 'parody'] },
  { id: '24', title: 'Entertainment', words: ['challenge', 'show', 'reaction', 'quiz'] },
  { id: '25', title: 'News & Politics', words: ['report', 'interview', 'live from', 'explained'] },
  { id: '26', title: 'Howto & Style', words: ['recipe', 'tutorial', 'makeup', 'repair'] },
  { id: '27', title: 'Education', words: ['lesson', 'history of', 'maths', 'experiment'] },
  { id: '28', title: 'Science & Technology', words: ['review', 'teardown', 'space', 'robot'] },
  { id: '29', title: 'Nonprofits & Activism', words: ['campaign', 'volunteers', 'story', 'appeal'] },
] as const

/** Categories that no uploader can choose and that no chart has. */
export const filmCategories = [
  ['18', 'Short Movies'],
  ['21', 'Videoblogging'],
  ['30', 'Movies'],
  ['31', 'Anime/Animation'],
  ['32', 'Action/Adventure'],
  ['33', 'Classics'],
  ['34', 'Comedy'],
  ['35', 'Documentary'],
  ['36', 'Drama'],
  ['37', 'Family'],
  ['38', 'Foreign'],
  ['39', 'Horror'],
  ['40', 'Sci-Fi/Fantasy'],
  ['41', 'Thriller'],
  ['42', 'Shorts'],
  ['43', 'Shows'],
  ['44', 'Trailers'],
] as const

/** How many places a category's chart has in a region (by the region's number); 0 is "no such chart". */
export function chartLength(categoryId: string, region: number): number {
  switch (categoryId) {
    case '19':
    case '27':
      return 0
    case '29':
      return region % 6 === 5 ? 1 : 0
    case '10':
      return 30
    case '22':
      return 6 + ((region * 37) % 84)
    case '20':
      return 121
    default:
      return categories.some(({ id }) => id === categoryId) ? 200 : 0
  }
}
