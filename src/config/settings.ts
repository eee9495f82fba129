import { address, list, oneOf, text, wholeNumber } from './fields.ts'

/**
 * Everything that is set from outside: environment or `.env`. What an operator changes while the server runs is in the
 * settings table instead.
 */
export const settingFields = {
  PORT: wholeNumber(0, 65535, { fallback: '3000', about: 'Port to listen on; 0 takes any free one.' }),
  HOST: text({ fallback: '127.0.0.1', about: 'Address to listen on; 0.0.0.0 for all.' }),
  MOMENTUM_DATA: text({ fallback: './data', about: 'Folder for the database, media, secrets and the local socket.' }),
  PUBLIC_URL: address(['http', 'https'], {
    about: 'How people reach the server; made from HOST and PORT when not set. Links in mails begin with it.',
  }),
  WORKERS: wholeNumber(1, 64, {
    fallback: '1',
    about: 'Processes that momentum serve has on this machine; more than one use several processor cores.',
  }),
  DATABASE_URL: address(['postgres', 'postgresql'], {
    secret: true,
    about: 'A PostgreSQL database; without it SQLite in MOMENTUM_DATA is used.',
  }),
  DATABASE_POOL: wholeNumber(2, 200, { fallback: '12', about: 'Connections to PostgreSQL per process.' }),
  REDIS_URL: address(['redis', 'rediss'], {
    secret: true,
    about: 'Redis, needed only when several servers serve one installation; the workers of one server need none.',
  }),
  MEDIA_STORE: address(['s3', 's3+http'], {
    secret: true,
    about: 'An S3-compatible store, s3://key:secret@host/bucket?region=…; without it files live in MOMENTUM_DATA.',
  }),
  YOUTUBE_API_KEY: text({ secret: true, about: 'Key of the YouTube Data API; without it the video jobs stay off.' }),
  YOUTUBE_BASE_URL: address(['http', 'https'], {
    fallback: 'https://youtube.googleapis.com',
    about: 'Where the YouTube Data API answers; the demo points it at its stand-in.',
  }),
  YOUTUBE_REGIONS: list(/^[A-Z]{2}$/, 'US,DE', {
    fallback: 'US',
    about: 'Countries whose videos are fetched, as ISO 3166-1 codes; the first is the fallback of the feed.',
  }),
  SMTP_URL: address(['smtp', 'smtps'], {
    secret: true,
    about: 'Mail server; without it each mail is written to MOMENTUM_DATA/outbox.',
  }),
  MAIL_FROM: text({ fallback: 'Momentum <no-reply@localhost>', about: 'Sender of the mails.' }),
  VAPID_SUBJECT: text({
    fallback: 'mailto:admin@localhost',
    about: 'Contact given to push services (RFC 8292). The keys are made at the first start.',
  }),
  FCM_CREDENTIALS: text({ about: 'Path of a Firebase service-account JSON file, for push to Android.' }),
  TRUST_PROXY: text({
    fallback: 'off',
    about: 'Which proxies may say who the client is: off, a number of hops, or addresses separated by commas.',
  }),
  REGISTRATION: oneOf(['open', 'invite', 'closed'], { fallback: 'open', about: 'Who may make an account.' }),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
    fallback: 'info',
    about: 'How much is logged.',
  }),
  METRICS_TOKEN: text({ secret: true, about: 'Token for /metrics when it is read from elsewhere than this machine.' }),
  MOMENTUM_SECRETS_FILE: text({
    about:
      'File with the keys made at the first start; several machines need the same one. In MOMENTUM_DATA when not set.',
  }),
  BACKUP_FOLDER: text({
    about: 'Folder for backups, best on another disk; backups in MOMENTUM_DATA when not set.',
  }),
  RATE_LIMITS: oneOf(['on', 'off'], {
    fallback: 'on',
    about: 'Off only for benchmarks, and only when HOST is a loopback address.',
  }),
} as const
