import type { Migration } from '../schema.ts'

// Held media refer to stored files beside the items themselves, so that a file stays as long as either does.
export const evidencePictures: Migration = {
  name: '0043-evidence-pictures',
  up: (schema) =>
    schema.run(`
      CREATE TABLE held_media (
        id {id} PRIMARY KEY,
        holder_type {key} NOT NULL,
        holder_id {id} NOT NULL,
        position {int} NOT NULL,
        media_id {id} NOT NULL,
        facts {text} NOT NULL,
        perceptual_hashes {text},
        created_at {time} NOT NULL
      );
      CREATE INDEX held_media_holder ON held_media (holder_type, holder_id, position);

      CREATE TABLE held_media_files (
        held_id {id} NOT NULL REFERENCES held_media (id) ON DELETE CASCADE,
        name {key} NOT NULL,
        file_key {key} NOT NULL,
        mime_type {text} NOT NULL,
        bytes {int} NOT NULL,
        PRIMARY KEY (held_id, name)
      ) {clustered};
      CREATE INDEX held_media_files_key ON held_media_files (file_key);

      CREATE TABLE evidence_views (
        held_id {id} NOT NULL REFERENCES held_media (id) ON DELETE CASCADE,
        viewer {key} NOT NULL,
        audit_id {id} NOT NULL,
        PRIMARY KEY (held_id, viewer)
      ) {clustered};

      ALTER TABLE case_evidence DROP COLUMN media;
      ALTER TABLE case_evidence ADD COLUMN link {text};
      CREATE INDEX case_evidence_author ON case_evidence (author_id);
      ALTER TABLE cases ADD COLUMN channel_id {key};
      CREATE INDEX cases_channel ON cases (channel_id, id) WHERE channel_id IS NOT NULL;

      ALTER TABLE media ADD COLUMN perceptual_hashes {text};
      CREATE INDEX media_unhashed ON media (id) WHERE perceptual_hashes IS NULL;
      CREATE INDEX filters_pattern ON filters (pattern) WHERE removed_at IS NULL AND kind = 'image'
    `),
  down: (schema) =>
    schema.run(`
      DROP INDEX filters_pattern;
      DROP INDEX media_unhashed;
      ALTER TABLE media DROP COLUMN perceptual_hashes;
      DROP INDEX cases_channel;
      ALTER TABLE cases DROP COLUMN channel_id;
      DROP INDEX case_evidence_author;
      ALTER TABLE case_evidence DROP COLUMN link;
      ALTER TABLE case_evidence ADD COLUMN media {text};
      DROP TABLE evidence_views;
      DROP TABLE held_media_files;
      DROP TABLE held_media
    `),
}
