import type { Migration, Schema } from '../schema.ts'

export const chat: Migration = {
  name: '0020-chat',
  up: async (schema) => {
    await addConversations(schema)
    await addMessages(schema)
    await addLocations(schema)
    await schema.run(`
      CREATE TABLE presences (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        server_id {id} NOT NULL,
        online_until {time} NOT NULL,
        PRIMARY KEY (user_id, server_id)
      ) {clustered};
      CREATE INDEX presences_until ON presences (online_until)
    `)
  },
  down: (schema) => schema.run(tables.map((table) => `DROP TABLE ${table};\n`).join('')),
}

// `last_message_id` is what the list is sorted by: the newest message the person has there; for whoever began, the
// conversation itself until there is one; empty while there is nothing to show.
function addConversations(schema: Schema): Promise<void> {
  return schema.run(`
    CREATE TABLE conversations (
      id {id} PRIMARY KEY,
      pair_key {key} NOT NULL,
      started_by {id} NOT NULL,
      requested_at {time},
      created_at {time} NOT NULL
    );
    CREATE UNIQUE INDEX conversations_pair ON conversations (pair_key);
    CREATE INDEX conversations_requests ON conversations (started_by, requested_at);

    CREATE TABLE participants (
      conversation_id {id} NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      request {text} NOT NULL DEFAULT 'accepted',
      is_muted {flag} NOT NULL DEFAULT {false},
      is_archived {flag} NOT NULL DEFAULT {false},
      unread_count {int} NOT NULL DEFAULT 0,
      read_up_to {key} NOT NULL DEFAULT '',
      delivered_up_to {key} NOT NULL DEFAULT '',
      last_message_id {key} NOT NULL DEFAULT '',
      updated_at {time} NOT NULL,
      PRIMARY KEY (conversation_id, user_id)
    ) {clustered};
    CREATE INDEX participants_list ON participants (user_id, last_message_id)
  `)
}

function addMessages(schema: Schema): Promise<void> {
  return schema.run(`
    CREATE TABLE messages (
      id {id} PRIMARY KEY,
      conversation_id {id} NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      sender_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      client_id {key} NOT NULL,
      text {text},
      reply_to_id {id},
      post_id {id},
      video_id {key},
      location_id {id},
      media_count {int} NOT NULL DEFAULT 0,
      edited_at {time},
      deleted_at {time},
      hidden_at {time},
      created_at {time} NOT NULL
    );
    CREATE UNIQUE INDEX messages_client ON messages (sender_id, client_id);
    CREATE INDEX messages_conversation ON messages (conversation_id, id);

    CREATE TABLE message_words (
      conversation_id {id} NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      word {key} NOT NULL,
      message_id {id} NOT NULL,
      PRIMARY KEY (conversation_id, word, message_id)
    ) {clustered};

    CREATE TABLE message_edits (
      message_id {id} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      number {int} NOT NULL,
      text {text},
      edited_at {time} NOT NULL,
      PRIMARY KEY (message_id, number)
    ) {clustered};

    CREATE TABLE message_media (
      message_id {id} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      position {int} NOT NULL,
      media_id {id} NOT NULL,
      PRIMARY KEY (message_id, position)
    ) {clustered};
    CREATE UNIQUE INDEX message_media_item ON message_media (media_id);

    CREATE TABLE message_reactions (
      message_id {id} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      emoji {text} NOT NULL,
      created_at {time} NOT NULL,
      PRIMARY KEY (message_id, user_id)
    ) {clustered};
    CREATE INDEX message_reactions_by ON message_reactions (user_id);

    CREATE TABLE message_removals (
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      message_id {id} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      PRIMARY KEY (user_id, message_id)
    ) {clustered};
    CREATE INDEX message_removals_message ON message_removals (message_id)
  `)
}

// Positions stand in a table of their own, so that what is erased when a share ends is one small table: see
// `Database.scrub`. On PostgreSQL it keeps out of the write-ahead log, from which nothing could be erased.
async function addLocations(schema: Schema): Promise<void> {
  await schema.run(`
    CREATE TABLE live_locations (
      id {id} PRIMARY KEY,
      conversation_id {id} NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      message_id {id} NOT NULL,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      viewer_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      session_id {id} NOT NULL,
      accuracy_tier {text} NOT NULL,
      started_at {time} NOT NULL,
      expires_at {time} NOT NULL,
      ended_at {time},
      end_reason {text}
    );
    CREATE INDEX live_locations_owner ON live_locations (user_id, id);
    CREATE INDEX live_locations_viewer ON live_locations (viewer_id);
    CREATE INDEX live_locations_conversation ON live_locations (conversation_id);
    CREATE INDEX live_locations_running ON live_locations (expires_at) WHERE ended_at IS NULL
  `)
  const unlogged = schema.dialect === 'postgres' ? 'UNLOGGED' : ''
  await schema.run(`
    CREATE ${unlogged} TABLE live_positions (
      location_id {id} PRIMARY KEY,
      latitude {real} NOT NULL,
      longitude {real} NOT NULL,
      accuracy {real},
      heading {real},
      recorded_at {time} NOT NULL
    )
  `)
}

const tables = [
  'presences',
  'live_positions',
  'live_locations',
  'message_removals',
  'message_reactions',
  'message_media',
  'message_edits',
  'message_words',
  'messages',
  'participants',
  'conversations',
]
