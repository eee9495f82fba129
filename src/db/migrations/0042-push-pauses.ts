import type { Migration } from '../schema.ts'

// Until when nothing is sent to a device that could not be reached, however much comes for it meanwhile.
export const pushPauses: Migration = {
  name: '0042-push-pauses',
  up: (schema) =>
    schema.run(`
      ALTER TABLE push_subscriptions ADD COLUMN retry_at {time};
      ALTER TABLE push_subscriptions ADD COLUMN failures {int} NOT NULL DEFAULT 0
    `),
  down: (schema) =>
    schema.run(`
      ALTER TABLE push_subscriptions DROP COLUMN failures;
      ALTER TABLE push_subscriptions DROP COLUMN retry_at
    `),
}
