import type { Migration } from '../schema.ts'

// A notification is made of acts: who did it, when, where it stands. What a notification shows (newest act, how many
// people, unread or not) is kept beside it, and the number of unread ones in the person's box, which is also the row that
// is held while anything of theirs changes.
export const notifications: Migration = {
  name: '0041-notifications',
  up: async (schema) => {
    await schema.run(`
      CREATE TABLE notification_boxes (
        user_id {id} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        unread_count {int} NOT NULL DEFAULT 0,
        quiet_from {text},
        quiet_to {text},
        quiet_time_zone {text},
        previews {flag} NOT NULL DEFAULT {true},
        digest {key} NOT NULL DEFAULT 'off',
        digest_due_at {time},
        digest_up_to {key} NOT NULL DEFAULT ''
      );
      CREATE INDEX notification_boxes_digest ON notification_boxes (digest_due_at) WHERE digest_due_at IS NOT NULL;
      INSERT INTO notification_boxes (user_id) SELECT id FROM users;
      ALTER TABLE users DROP COLUMN unread_notifications;

      CREATE TABLE notification_preferences (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        type {key} NOT NULL,
        in_app {flag} NOT NULL,
        push {flag} NOT NULL,
        email {flag} NOT NULL,
        PRIMARY KEY (user_id, type)
      ) {clustered};

      CREATE TABLE notifications (
        id {id} PRIMARY KEY,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        type {key} NOT NULL,
        group_key {key} NOT NULL,
        subject_type {key},
        subject_id {key},
        post_id {id},
        conversation_id {id},
        session_id {id},
        actors_count {int} NOT NULL DEFAULT 0,
        place {id} NOT NULL,
        read_place {key} NOT NULL DEFAULT '',
        is_shown {flag} NOT NULL DEFAULT {false},
        is_unread {flag} NOT NULL DEFAULT {false},
        pushed_at {time},
        created_at {time} NOT NULL
      );
      CREATE UNIQUE INDEX notifications_group ON notifications (user_id, group_key);
      CREATE INDEX notifications_list ON notifications (user_id, place) WHERE is_shown;
      CREATE INDEX notifications_unread ON notifications (user_id, place) WHERE is_unread;
      CREATE INDEX notifications_place ON notifications (place);
      CREATE INDEX notifications_conversation ON notifications (conversation_id) WHERE conversation_id IS NOT NULL;
      CREATE INDEX notifications_session ON notifications (session_id) WHERE session_id IS NOT NULL;

      CREATE TABLE notification_acts (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        act_key {key} NOT NULL,
        notification_id {id} NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
        actor_id {id} REFERENCES users (id) ON DELETE CASCADE,
        post_id {id},
        comment_id {id},
        place {id} NOT NULL,
        is_listed {flag} NOT NULL,
        is_shown {flag} NOT NULL DEFAULT {false},
        returns {int} NOT NULL DEFAULT 0,
        undone_at {time},
        PRIMARY KEY (user_id, act_key)
      );
      CREATE INDEX notification_acts_newest ON notification_acts (notification_id, is_shown, place);
      CREATE INDEX notification_acts_actor ON notification_acts (actor_id, notification_id);
      CREATE INDEX notification_acts_post ON notification_acts (post_id) WHERE post_id IS NOT NULL;
      CREATE INDEX notification_acts_comment ON notification_acts (comment_id) WHERE comment_id IS NOT NULL;
      CREATE INDEX notification_acts_undone ON notification_acts (undone_at) WHERE undone_at IS NOT NULL;

      CREATE TABLE push_subscriptions (
        id {id} PRIMARY KEY,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        session_id {id} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        kind {key} NOT NULL,
        address_hash {key} NOT NULL,
        address {text} NOT NULL,
        service {text} NOT NULL,
        p256dh {text},
        auth {text},
        last_sent_at {time},
        failing_since {time},
        problem {text},
        created_at {time} NOT NULL
      );
      CREATE UNIQUE INDEX push_subscriptions_address ON push_subscriptions (address_hash);
      CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id, id);
      CREATE INDEX push_subscriptions_session ON push_subscriptions (session_id);

      CREATE TABLE push_outbox (
        subscription_id {id} NOT NULL REFERENCES push_subscriptions (id) ON DELETE CASCADE,
        notification_id {id} NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
        act_key {key} NOT NULL,
        version {int} NOT NULL DEFAULT 0,
        tries {int} NOT NULL DEFAULT 0,
        next_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (subscription_id, notification_id)
      );
      CREATE INDEX push_outbox_next ON push_outbox (next_at);
      CREATE INDEX push_outbox_notification ON push_outbox (notification_id);

      ALTER TABLE announcements ADD COLUMN told_up_to {key}
    `)
  },
  down: (schema) =>
    schema.run(`
      ALTER TABLE announcements DROP COLUMN told_up_to;
      DROP TABLE push_outbox;
      DROP TABLE push_subscriptions;
      DROP TABLE notification_acts;
      DROP TABLE notifications;
      DROP TABLE notification_preferences;
      DROP TABLE notification_boxes;
      ALTER TABLE users ADD COLUMN unread_notifications {int} NOT NULL DEFAULT 0
    `),
}
