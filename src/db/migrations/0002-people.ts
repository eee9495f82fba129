import type { Migration, Schema } from '../schema.ts'

export const people: Migration = {
  name: '0002-people',
  up: async (schema) => {
    await schema.run(`
      CREATE TABLE followers (
        follower_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        followee_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        state {text} NOT NULL,
        id {id} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (follower_id, followee_id)
      ) {clustered};
      CREATE INDEX followers_of ON followers (followee_id, state, id);
      CREATE INDEX followers_by ON followers (follower_id, state, id);

      CREATE TABLE blocks (
        blocker_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        blocked_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (blocker_id, blocked_id)
      ) {clustered};
      CREATE INDEX blocks_of ON blocks (blocked_id, blocker_id);
      CREATE INDEX blocks_list ON blocks (blocker_id, id);

      CREATE TABLE mutes (
        muter_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        muted_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        until {time},
        created_at {time} NOT NULL,
        PRIMARY KEY (muter_id, muted_id)
      ) {clustered};
      CREATE INDEX mutes_list ON mutes (muter_id, id);

      CREATE TABLE search_documents (
        doc {row} PRIMARY KEY,
        user_id {id} NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
        search_key {text} NOT NULL
      );

      CREATE TABLE search_words (
        word {key} NOT NULL,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        kind {int} NOT NULL,
        PRIMARY KEY (word, user_id)
      ) {clustered};
      CREATE INDEX search_words_user ON search_words (user_id)
    `)
    await (schema.dialect === 'sqlite' ? addTrigramsToSqlite(schema) : addTrigramsToPostgres(schema))
  },
  down: async (schema) => {
    if (schema.dialect === 'sqlite') await schema.run('DROP TABLE search_trigrams')
    await schema.run(
      'DROP TABLE search_words;\nDROP TABLE search_documents;\nDROP TABLE mutes;\nDROP TABLE blocks;\nDROP TABLE followers;\n',
    )
  },
}

// The trigrams follow the documents by triggers, also when a person's row goes and takes its document along. What is
// deleted is overwritten at once: a name must not be readable in the file afterwards.
async function addTrigramsToSqlite(schema: Schema): Promise<void> {
  await schema.run(`
    CREATE VIRTUAL TABLE search_trigrams
      USING fts5(text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');
    INSERT INTO search_trigrams (search_trigrams, rank) VALUES ('secure-delete', 1);
    CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
      INSERT INTO search_trigrams (rowid, text) VALUES (new.doc, ' ' || new.search_key || ' '); END;
    CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
      UPDATE search_trigrams SET text = ' ' || new.search_key || ' ' WHERE rowid = new.doc; END;
    CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
      DELETE FROM search_trigrams WHERE rowid = old.doc; END
  `)
}

// Many hosted databases let only their owner add extensions. Search works without, by a plainer method; a failing
// statement would end the transaction, so the block catches it.
async function addTrigramsToPostgres(schema: Schema): Promise<void> {
  await schema.run(`
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm; EXCEPTION WHEN OTHERS THEN NULL; END $$;
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE INDEX search_documents_trigrams ON search_documents
          USING gin ((' ' || search_key || ' ') gin_trgm_ops); END IF; END $$
  `)
}
