import { z } from 'zod'
import { nameField } from '../../../lib/fields.ts'

const slug = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9-]{0,29}$/, 'Small letters, digits and hyphens, at most 30.')
const youtubeCategory = z
  .string()
  .max(3)
  .regex(/^\d{1,3}$/)
const region = z
  .string()
  .max(2)
  .regex(/^[A-Z]{2}$/)
const language = z
  .string()
  .max(7)
  .regex(/^[a-z]{2}(-[A-Za-z]{2,4})?$/)
const channel = z
  .string()
  .max(24)
  .regex(/^UC[\w-]{22}$/, 'An id of a channel, which begins with UC.')

/** What a category of the feed is, field by field; an operator may change each. */
export const categoryFields = {
  name: nameField(40).describe('What people see.'),
  enabled: z.boolean().describe('Whether it is fetched and shown.'),
  youtubeCategories: z
    .array(youtubeCategory)
    .max(15)
    .describe('Ids of the YouTube categories whose videos belong here; with none, only what its searches find does.'),
  regions: z.array(region).max(50).describe('Regions it is fetched for; empty for all of YOUTUBE_REGIONS.'),
  phrases: z
    .record(language, z.array(nameField(80)).max(40))
    .describe('What is searched for, by language; a region without phrases of its own uses English.'),
  allowChannels: z.array(channel).max(500).describe('Channels always looked at, and admitted whatever their category.'),
  denyChannels: z.array(channel).max(5000).describe('Channels that never appear here.'),
  denyWords: z
    .array(nameField(60))
    .max(500)
    .describe('Words that keep a video out when its title or channel has them.'),
  kidsOnly: z.boolean().describe('Whether only videos made for children are let in.'),
}

/** The id of a category of the feed. */
export const categorySlug = slug

const config = z.strictObject(categoryFields)

/** Parses a stored category; throws when it is not one. */
export const categoryConfig = config

export type CategoryConfig = z.output<typeof config>

/** A category of the feed. */
export interface VideoCategory extends CategoryConfig {
  slug: string
}
