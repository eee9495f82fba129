import type { VideoCategory } from './category.ts'
import { defaultPhrases } from './phrases.ts'

function category(slug: string, name: string, ...youtubeCategories: string[]): VideoCategory {
  return {
    slug,
    name,
    enabled: true,
    youtubeCategories,
    regions: [],
    phrases: defaultPhrases[slug] ?? {},
    allowChannels: [],
    denyChannels: [],
    denyWords: [],
    kidsOnly: false,
  }
}

/**
 * The categories of a new installation. Nine of them have charts; education has none anywhere, and so gets more searches
 * and channels instead.
 */
export const defaultCategories: readonly VideoCategory[] = [
  category('music', 'Music', '10'),
  category('gaming', 'Gaming', '20'),
  category('comedy', 'Comedy', '23'),
  category('entertainment', 'Entertainment', '24'),
  category('sports', 'Sports', '17'),
  category('film', 'Film & animation', '1'),
  category('howto', 'How-to & style', '26'),
  category('tech', 'Science & technology', '28'),
  category('animals', 'Pets & animals', '15'),
  category('education', 'Education', '27'),
]

const languages: Record<string, string> = {
  AR: 'es',
  AT: 'de',
  BE: 'fr',
  BR: 'pt',
  CH: 'de',
  CL: 'es',
  CO: 'es',
  DE: 'de',
  ES: 'es',
  FR: 'fr',
  MX: 'es',
  PE: 'es',
  PT: 'pt',
}

/** The language that most of a region's videos are searched in; English where none is known here. */
export function languageOf(region: string): string {
  return languages[region] ?? 'en'
}
