import type { Migration } from '../schema.ts'

// `facts` is what clients are told of an item, as JSON without addresses, so that a hot read takes an item along as one
// text. A stored file is counted by those who refer to it; one with a count of 0 is removed, and while that goes on
// `removing_at` keeps everybody from referring to it again.
export const media: Migration = {
  name: '0010-media',
  up: (schema) =>
    schema.run(`
      CREATE TABLE media (
        id {id} PRIMARY KEY,
        owner_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        purpose {text} NOT NULL,
        state {text} NOT NULL,
        scope {text} NOT NULL DEFAULT 'owner',
        scope_id {id},
        attached_type {key},
        attached_id {id},
        public_path {key} NOT NULL,
        facts {text} NOT NULL,
        bytes {int} NOT NULL DEFAULT 0,
        source {text},
        converter {text},
        converting_until {time},
        tries {int} NOT NULL DEFAULT 0,
        expires_at {time},
        created_at {time} NOT NULL
      );
      CREATE UNIQUE INDEX media_path ON media (public_path);
      CREATE INDEX media_owner ON media (owner_id, scope);
      CREATE INDEX media_attached ON media (attached_type, attached_id);
      CREATE INDEX media_unused ON media (owner_id) WHERE attached_type IS NULL;
      CREATE INDEX media_expires ON media (expires_at) WHERE expires_at IS NOT NULL;
      CREATE INDEX media_processing ON media (created_at) WHERE state = 'processing';

      CREATE TABLE media_files (
        media_id {id} NOT NULL REFERENCES media (id) ON DELETE CASCADE,
        name {key} NOT NULL,
        file_key {key} NOT NULL,
        mime_type {text} NOT NULL,
        bytes {int} NOT NULL,
        PRIMARY KEY (media_id, name)
      ) {clustered};
      CREATE INDEX media_files_key ON media_files (file_key);

      CREATE TABLE stored_files (
        file_key {key} PRIMARY KEY,
        refs {int} NOT NULL,
        bytes {int} NOT NULL,
        removing_at {time},
        claimed_at {time} NOT NULL
      );
      CREATE INDEX stored_files_unused ON stored_files (file_key) WHERE refs <= 0;

      CREATE TABLE media_usage (
        owner_id {id} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        files {int} NOT NULL,
        bytes {int} NOT NULL
      )
    `),
  down: (schema) =>
    schema.run('DROP TABLE media_usage;\nDROP TABLE stored_files;\nDROP TABLE media_files;\nDROP TABLE media;\n'),
}
