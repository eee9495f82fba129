import type { StandInChannel } from './channels.ts'
import { categories, filmCategories } from './places.ts'
import type { StandInVideo } from './videos.ts'
import { type Resource, time, writeThumbnails } from './write-video.ts'

/** A hit of search.list: title escaped and description cut, as nowhere else. */
export function writeSearchHit(video: StandInVideo): Resource {
  return {
    kind: 'youtube#searchResult',
    id: { kind: 'youtube#video', videoId: video.id },
    snippet: {
      publishedAt: time(video.publishedAt),
      channelId: video.channel.id,
      title: escapeHtml(video.title),
      description: escapeHtml(cut(video.description)),
      thumbnails: writeThumbnails(video, 3),
      channelTitle: escapeHtml(video.channel.title),
      liveBroadcastContent: video.live,
      publishTime: time(video.publishedAt),
    },
  }
}

/** A channel among the hits, which comes even where only videos were asked for. */
export function writeChannelHit(channel: StandInChannel): Resource {
  return {
    kind: 'youtube#searchResult',
    id: { kind: 'youtube#channel', channelId: channel.id },
    snippet: {
      publishedAt: time(channel.bornAt),
      channelId: channel.id,
      title: escapeHtml(channel.title),
      description: '',
      thumbnails: { default: { url: 'https://yt3.ggpht.com/photo.jpg' } },
      channelTitle: escapeHtml(channel.title),
      liveBroadcastContent: 'none',
    },
  }
}

/** A place in a list of uploads; of a private or deleted video hardly more than its id is left. */
export function writePlaylistItem(
  video: StandInVideo,
  playlistId: string,
  position: number,
  parts: Set<string>,
): Resource {
  const isPublic = video.state === 'public'
  const resource: Resource = {
    kind: 'youtube#playlistItem',
    id: Buffer.from(`${playlistId}.${video.id}`).toString('base64url'),
  }
  if (parts.has('snippet')) {
    resource.snippet = {
      publishedAt: time(video.publishedAt),
      channelId: video.channel.id,
      title: isPublic ? video.title : video.state === 'private' ? 'Private video' : 'Deleted video',
      description: isPublic ? video.description : video.state === 'private' ? 'This video is private.' : '',
      thumbnails: writeThumbnails(video),
      channelTitle: video.channel.title,
      playlistId,
      position,
      resourceId: { kind: 'youtube#video', videoId: video.id },
      ...(isPublic ? { videoOwnerChannelTitle: video.channel.title, videoOwnerChannelId: video.channel.id } : {}),
    }
  }
  if (parts.has('contentDetails')) {
    const published = isPublic ? { videoPublishedAt: time(video.publishedAt) } : {}
    resource.contentDetails = { videoId: video.id, ...published }
  }
  if (parts.has('status')) {
    const privacyStatus = isPublic ? 'public' : video.state === 'private' ? 'private' : 'privacyStatusUnspecified'
    resource.status = { privacyStatus }
  }
  return resource
}

/** A channel with the parts asked for. */
export function writeChannel(channel: StandInChannel, parts: Set<string>, videoCount: number): Resource {
  const resource: Resource = { kind: 'youtube#channel', id: channel.id }
  if (parts.has('snippet')) {
    resource.snippet = {
      title: channel.title,
      description: '',
      publishedAt: time(channel.bornAt),
      thumbnails: { default: { url: 'https://yt3.ggpht.com/photo.jpg' } },
      localized: { title: channel.title, description: '' },
      country: channel.region,
    }
  }
  if (parts.has('contentDetails')) {
    resource.contentDetails = { relatedPlaylists: { likes: '', uploads: `UU${channel.id.slice(2)}` } }
  }
  if (parts.has('statistics')) {
    const subscribers = { subscriberCount: String(1000 * (1 + (channel.number % 900))), hiddenSubscriberCount: false }
    resource.statistics = { viewCount: '1000000', ...subscribers, videoCount: String(videoCount) }
  }
  if (parts.has('status')) {
    resource.status = { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'longUploadsUnspecified' }
  }
  return resource
}

/** The categories of a region: all of them in the United States, the assignable and few more elsewhere. */
export function writeCategories(region: string): Resource[] {
  const films = filmCategories.slice(0, region === 'US' ? filmCategories.length : 4)
  const all = [
    ...categories.map(({ id, title }) => ({ id, title, assignable: true })),
    ...films.map(([id, title]) => ({ id, title, assignable: false })),
  ]
  return all
    .sort((one, other) => Number(one.id) - Number(other.id))
    .map(({ id, title, assignable }) => ({
      kind: 'youtube#videoCategory',
      id,
      snippet: { title, assignable, channelId: 'UCBR8-60-B28hp2BmDPdntcQ' },
    }))
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (mark) => names[mark]!)
}

function cut(description: string): string {
  const line = description.replace(/\s+/g, ' ')
  return line.length > 157 ? `${line.slice(0, 157)} ...` : line
}
