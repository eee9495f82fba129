import { type Catalogue, row } from './row.ts'

/** The commands that are about the installation itself and open it directly. */
export const installationCommands: Catalogue = [
  {
    name: 'serve',
    summary: 'serve the API, the web client, the live stream and the jobs',
    group: 'Installation',
    load: async () => (await import('../installation/serve.ts')).defineServe,
  },
  {
    name: 'doctor',
    summary: 'look at everything the installation needs, and say what mends it',
    group: 'Installation',
    load: async () => (await import('../installation/doctor.ts')).defineDoctor,
  },
  {
    name: 'migrate',
    summary: 'bring the database up to date with this version',
    group: 'Installation',
    load: async () => (await import('../installation/migrate.ts')).defineMigrate,
  },
  {
    name: 'backup',
    summary: 'make, prove and restore backups',
    group: 'Installation',
    verbs: [
      row('create', 'make a backup', async () => (await import('../installation/backup-create.ts')).defineBackupCreate),
      row(
        'list',
        'list the backups there are',
        async () => (await import('../installation/backup-list.ts')).defineBackupList,
      ),
      row(
        'verify',
        'prove that a backup can be restored',
        async () => (await import('../installation/backup-verify.ts')).defineBackupVerify,
      ),
      row(
        'restore',
        'put a backup in the place of the installation',
        async () => (await import('../installation/backup-restore.ts')).defineBackupRestore,
      ),
    ],
  },
  {
    name: 'compliance',
    summary: 'hold the installation to what app stores and the law ask',
    group: 'Installation',
    verbs: [
      row(
        'check',
        'say what is there, and what is unset',
        async () => (await import('../installation/compliance-check.ts')).defineComplianceCheck,
      ),
      row(
        'report',
        'print a dated document with the figures of each month',
        async () => (await import('../installation/compliance-report.ts')).defineComplianceReport,
      ),
      row(
        'reviewer',
        "make or remove the account for the store's reviewers",
        async () => (await import('../installation/compliance-reviewer.ts')).defineComplianceReviewer,
      ),
    ],
  },
  {
    name: 'db',
    summary: 'move the installation to another database',
    group: 'Installation',
    verbs: [
      row(
        'copy',
        'copy everything into an empty database',
        async () => (await import('../installation/db-copy.ts')).defineDbCopy,
      ),
    ],
  },
  {
    name: 'demo',
    summary: 'show everything alive: a made-up community in a folder of its own',
    group: 'Installation',
    load: async () => (await import('../installation/demo/demo.ts')).defineDemo,
  },
]
