export { findAttachedFile } from './attached-file.ts'
export { attachedHashes, attachedWords } from './attached-hashes.ts'
export { type BindMediaInput, bindMedia, changeMediaScope, type MediaAttachment, releaseMedia } from './bind.ts'
export { type DescribeMediaInput, describeAttached, describeMedia, describeMediaInput } from './describe-media.ts'
export {
  itemOf,
  type MediaFacts,
  type MediaItem,
  type MediaPurpose,
  type MediaScope,
  type MediaState,
  mediaColumn,
} from './facts.ts'
export { altField, altMaxLength, uploadFields } from './fields.ts'
export { hashStoredMedia } from './hash-media.ts'
export {
  exactHashesIn,
  fileReferences,
  findHeldFile,
  type HeldFile,
  type HeldMedia,
  hashesIn,
  holdMedia,
  type MediaHolder,
  readHeldMedia,
  releaseHeldMedia,
} from './held-media.ts'
export { incomingFolder, newIncomingPath } from './incoming.ts'
export { type MediaKeeper, startMediaKeeper } from './keeper.ts'
export { listOwnMedia, readOwnMedia } from './own-media.ts'
export { removePhoto, setPhoto } from './photo.ts'
export { admitUpload } from './quota.ts'
export { type RecountedUsage, recountUsage } from './recount.ts'
export { recountFiles } from './recount-files.ts'
export { removeAgain } from './remove.ts'
export { findServedFile, type ServedFile } from './served-file.ts'
export { subscribeMedia } from './subscribe.ts'
export { type MediaSwept, type MediaUsage, readMediaUsage, sweepMedia, verifyMedia } from './sweep.ts'
export { type StoreUploadInput, storeUpload } from './upload.ts'
export { type Admission, createMediaViewers, type MediaViewers, type ViewerRule } from './viewers.ts'
