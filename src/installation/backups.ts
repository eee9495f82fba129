export { createBackup, listBackups, type VerifiedBackup, verifyBackup } from '../core/backups/index.ts'
export { backupFolderOf, openParts, secretsFileOf } from './open-parts.ts'
