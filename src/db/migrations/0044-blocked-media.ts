import type { Migration } from '../schema.ts'

// The entry of the decision that added a filter, so that taking the decision back takes the filter out of use.
export const blockedMedia: Migration = {
  name: '0044-blocked-media',
  up: (schema) =>
    schema.run(`
      ALTER TABLE filters ADD COLUMN audit_id {id};
      CREATE INDEX filters_audit ON filters (audit_id) WHERE audit_id IS NOT NULL
    `),
  down: (schema) =>
    schema.run(`
      DROP INDEX filters_audit;
      ALTER TABLE filters DROP COLUMN audit_id
    `),
}
