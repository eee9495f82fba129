import type { Migration } from '../schema.ts'

export const log: Migration = {
  name: '0003-log',
  up: (schema) =>
    schema.run(`
      CREATE TABLE event_heads (
        user_id {id} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        last_seq {int} NOT NULL,
        pruned_seq {int} NOT NULL DEFAULT 0
      ) {clustered};

      CREATE TABLE events (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        seq {int} NOT NULL,
        type {key} NOT NULL,
        subject_id {key} NOT NULL,
        detail {text},
        created_at {time} NOT NULL,
        PRIMARY KEY (user_id, seq)
      ) {clustered};
      CREATE INDEX events_created ON events (created_at)
    `),
  down: (schema) => schema.run('DROP TABLE events;\nDROP TABLE event_heads;\n'),
}
