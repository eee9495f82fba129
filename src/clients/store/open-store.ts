import { openFolderStore } from './folder-store.ts'
import type { S3Settings } from './s3-request.ts'
import { openS3Store } from './s3-store.ts'
import type { MediaStore } from './types.ts'

/**
 * Opens the store at `location`: a folder, or the address of a bucket of an S3-compatible store,
 * `s3://key:secret@host/bucket/prefix?region=…` (`s3+http://` without TLS; the prefix and the region may be left out;
 * signs such as `/` in the secret are percent-encoded). Throws `TypeError` for an address that lacks something.
 */
export async function openMediaStore(location: string): Promise<MediaStore> {
  return /^s3(\+\w+)?:/.test(location) ? openS3Store(readS3Address(location)) : openFolderStore(location)
}

const form = 's3://key:secret@host/bucket?region=…'

function readS3Address(address: string): S3Settings {
  if (!URL.canParse(address)) throw new TypeError(`the address of an S3 store is written ${form}`)
  const url = new URL(address)
  const [bucket = '', ...prefix] = url.pathname.split('/').filter((part) => part !== '')
  const accessKeyId = decodeURIComponent(url.username)
  const secretAccessKey = decodeURIComponent(url.password)
  if (!['s3:', 's3+http:'].includes(url.protocol))
    throw new TypeError('an S3 store is spoken to by s3:// or s3+http://')
  if (!url.host || !accessKeyId || !secretAccessKey)
    throw new TypeError(`an S3 store needs host, key and secret: ${form}`)
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw new TypeError(`an S3 store needs a bucket: ${form}`)
  if (prefix.some((part) => !/^[a-z0-9][a-z0-9_-]*$/.test(part)))
    throw new TypeError('the prefix in an S3 store is made of small letters, digits, - and _')
  return {
    endpoint: `${url.protocol === 's3:' ? 'https' : 'http'}://${url.host}`,
    bucket,
    prefix: prefix.join('/'),
    region: url.searchParams.get('region') ?? undefined,
    accessKeyId,
    secretAccessKey,
  }
}
