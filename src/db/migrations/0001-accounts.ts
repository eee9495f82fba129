import type { Migration } from '../schema.ts'

export const accounts: Migration = {
  name: '0001-accounts',
  up: (schema) =>
    schema.run(`
      CREATE TABLE users (
        id {id} PRIMARY KEY,
        username {text} NOT NULL,
        username_key {key} NOT NULL,
        email {text},
        email_key {key},
        email_verified_at {time},
        pending_email {text},
        password_hash {text} NOT NULL,
        role {text} NOT NULL DEFAULT 'user',
        role_since {time},
        status {text} NOT NULL DEFAULT 'active',
        display_name {text} NOT NULL,
        bio {text} NOT NULL DEFAULT '',
        link {text},
        birth_date {text},
        photo_id {id},
        photo_path {text},
        is_private {flag} NOT NULL DEFAULT {false},
        is_verified {flag} NOT NULL DEFAULT {false},
        messages_from {text} NOT NULL DEFAULT 'everyone',
        read_receipts {flag} NOT NULL DEFAULT {true},
        presence {flag} NOT NULL DEFAULT {true},
        locale {text},
        time_zone {text},
        totp_secret {text},
        totp_confirmed_at {time},
        totp_last_step {int},
        followers_count {int} NOT NULL DEFAULT 0,
        following_count {int} NOT NULL DEFAULT 0,
        posts_count {int} NOT NULL DEFAULT 0,
        public_posts_count {int} NOT NULL DEFAULT 0,
        is_counted {flag} NOT NULL DEFAULT {true},
        unread_notifications {int} NOT NULL DEFAULT 0,
        search_key {text} NOT NULL,
        last_seen_at {time},
        suspended_until {time},
        silenced_until {time},
        must_reset_password {flag} NOT NULL DEFAULT {false},
        erase_after {time},
        status_before_deletion {text},
        deleted_by {text},
        access_changed_at {time},
        created_at {time} NOT NULL,
        updated_at {time} NOT NULL
      );
      CREATE UNIQUE INDEX users_username_key ON users (username_key);
      CREATE UNIQUE INDEX users_email_key ON users (email_key);
      CREATE INDEX users_status ON users (status, id);
      CREATE INDEX users_role ON users (role, id);
      CREATE INDEX users_erase_after ON users (erase_after);
      CREATE INDEX users_access_changed ON users (access_changed_at);

      CREATE TABLE sessions (
        id {id} PRIMARY KEY,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        token_hash {key} NOT NULL,
        scope {text} NOT NULL DEFAULT 'full',
        door {text} NOT NULL,
        device_name {text} NOT NULL,
        device_key {key} NOT NULL,
        ip {text} NOT NULL,
        network {key} NOT NULL,
        created_at {time} NOT NULL,
        last_seen_at {time} NOT NULL,
        ended_at {time},
        end_reason {text}
      );
      CREATE UNIQUE INDEX sessions_token_hash ON sessions (token_hash);
      CREATE INDEX sessions_user ON sessions (user_id, ended_at, id);
      CREATE INDEX sessions_ended ON sessions (ended_at);

      CREATE TABLE login_alerts (
        id {id} PRIMARY KEY,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        session_id {id} NOT NULL,
        device_name {text} NOT NULL,
        ip {text} NOT NULL,
        new_device {flag} NOT NULL,
        new_network {flag} NOT NULL,
        state {text} NOT NULL DEFAULT 'pending',
        answered_at {time},
        created_at {time} NOT NULL
      );
      CREATE INDEX login_alerts_user ON login_alerts (user_id, id);

      CREATE TABLE one_time_tokens (
        token_hash {key} PRIMARY KEY,
        purpose {text} NOT NULL,
        user_id {id} REFERENCES users (id) ON DELETE CASCADE,
        subject {text},
        expires_at {time} NOT NULL,
        used_at {time},
        created_at {time} NOT NULL
      );
      CREATE INDEX one_time_tokens_user ON one_time_tokens (user_id, purpose);
      CREATE INDEX one_time_tokens_expires ON one_time_tokens (expires_at);

      CREATE TABLE recovery_codes (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        code_hash {key} NOT NULL,
        used_at {time},
        PRIMARY KEY (user_id, code_hash)
      );

      CREATE TABLE sign_in_failures (
        counter_key {key} NOT NULL,
        failed_at {time} NOT NULL,
        id {id} NOT NULL,
        PRIMARY KEY (counter_key, failed_at, id)
      );
      CREATE INDEX sign_in_failures_at ON sign_in_failures (failed_at);

      CREATE TABLE sign_in_counters (
        counter_key {key} PRIMARY KEY,
        in_a_row {int} NOT NULL,
        last_at {time} NOT NULL
      ) {clustered};
      CREATE INDEX sign_in_counters_last ON sign_in_counters (last_at);

      CREATE TABLE consents (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        document {key} NOT NULL,
        version {key} NOT NULL,
        accepted_at {time} NOT NULL,
        PRIMARY KEY (user_id, document, version)
      );

      CREATE TABLE invites (
        id {id} PRIMARY KEY,
        code_hash {key} NOT NULL,
        hint {text} NOT NULL,
        created_by {id},
        max_uses {int} NOT NULL,
        uses {int} NOT NULL DEFAULT 0,
        expires_at {time},
        revoked_at {time},
        created_at {time} NOT NULL
      );
      CREATE UNIQUE INDEX invites_code ON invites (code_hash);

      CREATE TABLE settings (
        name {key} PRIMARY KEY,
        value {text} NOT NULL,
        updated_at {time} NOT NULL
      );

      CREATE TABLE mails_sent (
        address_hash {key} NOT NULL,
        sent_at {time} NOT NULL,
        id {id} NOT NULL,
        is_open {flag} NOT NULL,
        PRIMARY KEY (address_hash, sent_at, id)
      );
      CREATE INDEX mails_sent_at ON mails_sent (sent_at);

      CREATE TABLE mail_outbox (
        id {id} PRIMARY KEY,
        kind {text} NOT NULL,
        user_id {id} REFERENCES users (id) ON DELETE CASCADE,
        address {text},
        login {text},
        data {text} NOT NULL,
        merge_key {key},
        tries {int} NOT NULL DEFAULT 0,
        next_at {time} NOT NULL,
        created_at {time} NOT NULL
      );
      CREATE INDEX mail_outbox_next ON mail_outbox (next_at, id);
      CREATE INDEX mail_outbox_user ON mail_outbox (user_id);
      CREATE INDEX mail_outbox_merge ON mail_outbox (merge_key, id);

      CREATE TABLE turns (
        name {key} PRIMARY KEY,
        taken_at {time} NOT NULL
      );

      CREATE TABLE idempotency_keys (
        owner_id {id} NOT NULL,
        route {key} NOT NULL,
        idempotency_key {key} NOT NULL,
        body_hash {key} NOT NULL,
        result {text},
        status {int},
        answer {text},
        created_at {time} NOT NULL,
        PRIMARY KEY (owner_id, route, idempotency_key)
      );
      CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

      CREATE TABLE audit_entries (
        id {id} PRIMARY KEY,
        actor_kind {text} NOT NULL,
        actor_id {id},
        actor_name {text} NOT NULL,
        door {text} NOT NULL,
        action {key} NOT NULL,
        subject_type {text} NOT NULL,
        subject_id {key} NOT NULL,
        reason {text},
        before_state {text},
        after_state {text},
        undo_of {id},
        undone_by {id},
        request_id {text},
        created_at {time} NOT NULL
      );
      CREATE INDEX audit_entries_subject ON audit_entries (subject_type, subject_id, id);
      CREATE INDEX audit_entries_actor ON audit_entries (actor_id, id);

      CREATE TABLE deletions (
        subject_type {key} NOT NULL,
        subject_id {key} NOT NULL,
        deleted_at {time} NOT NULL,
        PRIMARY KEY (subject_type, subject_id)
      );
      CREATE INDEX deletions_at ON deletions (deleted_at)
    `),
  down: (schema) =>
    schema.run(
      [
        'deletions',
        'audit_entries',
        'idempotency_keys',
        'turns',
        'mail_outbox',
        'mails_sent',
        'settings',
        'invites',
        'consents',
        'sign_in_counters',
        'sign_in_failures',
        'recovery_codes',
        'one_time_tokens',
        'login_alerts',
        'sessions',
        'users',
      ]
        .map((table) => `DROP TABLE ${table};\n`)
        .join(''),
    ),
}
