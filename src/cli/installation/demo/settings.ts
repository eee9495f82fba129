/**
 * What the demo settles by itself, whatever the environment says: a database, a media folder and secrets of its own, the
 * stand-in for YouTube, and no mail, push or Redis of anybody else. Address, port and log stay as they are set.
 */
export function demoSettings(dataFolder: string, youtube: { url: string; apiKey: string }): Record<string, string> {
  return {
    MOMENTUM_DATA: dataFolder,
    DATABASE_URL: '',
    REDIS_URL: '',
    MEDIA_STORE: '',
    MOMENTUM_SECRETS_FILE: '',
    SMTP_URL: '',
    FCM_CREDENTIALS: '',
    REGISTRATION: 'open',
    YOUTUBE_BASE_URL: youtube.url,
    YOUTUBE_API_KEY: youtube.apiKey,
    YOUTUBE_REGIONS: 'US',
  }
}
