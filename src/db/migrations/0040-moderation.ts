import type { Migration, Schema } from '../schema.ts'

export const moderation: Migration = {
  name: '0040-moderation',
  up: async (schema) => {
    await addDecisions(schema)
    await addReports(schema)
    await addTools(schema)
    await keepAudit(schema)
  },
  down: async (schema) => {
    await schema.run(
      schema.dialect === 'sqlite'
        ? 'DROP TRIGGER audit_entries_kept_update;\nDROP TRIGGER audit_entries_kept_delete;\n'
        : 'DROP TRIGGER audit_entries_kept ON audit_entries;\nDROP FUNCTION audit_entries_kept;\n',
    )
    await schema.run('DROP INDEX audit_entries_undo;\n')
    await schema.run(tables.map((table) => `DROP TABLE ${table};\n`).join(''))
    await schema.run('ALTER TABLE invites DROP COLUMN note;\n')
  },
}

// An action stays in force until `ended_at`; what a person may do follows from the actions in force alone, so that ending
// one, whatever the reason, is all that undoing takes.
function addDecisions(schema: Schema): Promise<void> {
  return schema.run(`
    CREATE TABLE moderation_actions (
      id {id} PRIMARY KEY,
      user_id {id} REFERENCES users (id) ON DELETE CASCADE,
      type {text} NOT NULL,
      subject_type {text} NOT NULL,
      subject_id {key} NOT NULL,
      reason {text} NOT NULL,
      case_id {id},
      audit_id {id} NOT NULL,
      decided_by {id},
      decided_by_name {text} NOT NULL,
      is_automatic {flag} NOT NULL DEFAULT {false},
      created_at {time} NOT NULL,
      expires_at {time},
      ended_at {time},
      end_reason {text},
      end_audit_id {id}
    );
    CREATE INDEX moderation_actions_user ON moderation_actions (user_id, id);
    CREATE INDEX moderation_actions_subject ON moderation_actions (subject_type, subject_id);
    CREATE INDEX moderation_actions_audit ON moderation_actions (audit_id);
    CREATE INDEX moderation_actions_end_audit ON moderation_actions (end_audit_id);
    CREATE INDEX moderation_actions_expires ON moderation_actions (expires_at) WHERE ended_at IS NULL;

    CREATE TABLE appeals (
      id {id} PRIMARY KEY,
      action_id {id} NOT NULL REFERENCES moderation_actions (id) ON DELETE CASCADE,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      text {text} NOT NULL,
      state {text} NOT NULL DEFAULT 'open',
      answer {text},
      decided_by_name {text},
      decided_at {time},
      created_at {time} NOT NULL
    );
    CREATE UNIQUE INDEX appeals_action ON appeals (action_id);
    CREATE INDEX appeals_state ON appeals (state, id);

    CREATE TABLE operator_notes (
      id {id} PRIMARY KEY,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      author_id {id},
      author_name {text} NOT NULL,
      text {text} NOT NULL,
      created_at {time} NOT NULL
    );
    CREATE INDEX operator_notes_user ON operator_notes (user_id, id)
  `)
}

// Alike reports fold into the one case of a subject that is not decided yet.
function addReports(schema: Schema): Promise<void> {
  return schema.run(`
    CREATE TABLE cases (
      id {id} PRIMARY KEY,
      subject_type {key} NOT NULL,
      subject_id {key} NOT NULL,
      user_id {id},
      reason {key} NOT NULL,
      state {key} NOT NULL DEFAULT 'open',
      reports_count {int} NOT NULL DEFAULT 0,
      score {real} NOT NULL DEFAULT 0,
      claimed_by {key},
      claimed_by_name {text},
      claimed_until {time},
      due_at {time} NOT NULL,
      evidence_expires_at {time},
      created_at {time} NOT NULL,
      resolved_at {time}
    );
    CREATE UNIQUE INDEX cases_open ON cases (subject_type, subject_id) WHERE state = 'open';
    CREATE INDEX cases_queue ON cases (state, due_at, id);
    CREATE INDEX cases_user ON cases (user_id, id);
    CREATE INDEX cases_evidence ON cases (evidence_expires_at) WHERE evidence_expires_at IS NOT NULL;

    CREATE TABLE reports (
      id {id} PRIMARY KEY,
      case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      reporter_id {id} REFERENCES users (id) ON DELETE SET NULL,
      reason {key} NOT NULL,
      comment {text},
      outcome {text},
      answered_at {time},
      created_at {time} NOT NULL
    );
    CREATE UNIQUE INDEX reports_once ON reports (case_id, reporter_id);
    CREATE INDEX reports_reporter ON reports (reporter_id, id);

    CREATE TABLE case_evidence (
      id {id} PRIMARY KEY,
      case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      position {int} NOT NULL,
      type {text} NOT NULL,
      subject_id {key} NOT NULL,
      author_id {id},
      author_name {text},
      text {text},
      media {text},
      is_reported {flag} NOT NULL,
      happened_at {time} NOT NULL,
      created_at {time} NOT NULL
    );
    CREATE INDEX case_evidence_case ON case_evidence (case_id, id);

    CREATE TABLE takedowns (
      id {id} PRIMARY KEY,
      ticket {key} NOT NULL,
      kind {key} NOT NULL,
      url {text} NOT NULL,
      description {text} NOT NULL,
      contact {text} NOT NULL,
      signature {text} NOT NULL,
      state {key} NOT NULL DEFAULT 'open',
      outcome {text},
      answer {text},
      due_at {time} NOT NULL,
      created_at {time} NOT NULL,
      resolved_at {time}
    );
    CREATE UNIQUE INDEX takedowns_ticket ON takedowns (ticket);
    CREATE INDEX takedowns_state ON takedowns (state, due_at, id)
  `)
}

function addTools(schema: Schema): Promise<void> {
  return schema.run(`
    CREATE TABLE filters (
      id {id} PRIMARY KEY,
      kind {key} NOT NULL,
      pattern {text} NOT NULL,
      effect {text} NOT NULL,
      matches_count {int} NOT NULL DEFAULT 0,
      created_by_name {text} NOT NULL,
      created_at {time} NOT NULL,
      removed_at {time}
    );
    CREATE INDEX filters_live ON filters (id) WHERE removed_at IS NULL;

    CREATE TABLE data_exports (
      id {id} PRIMARY KEY,
      user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      asked_by {id},
      expires_at {time} NOT NULL,
      created_at {time} NOT NULL
    );
    CREATE INDEX data_exports_expires ON data_exports (expires_at);

    CREATE TABLE announcements (
      id {id} PRIMARY KEY,
      title {text},
      text {text} NOT NULL,
      created_at {time} NOT NULL
    );

    ALTER TABLE invites ADD COLUMN note {text}
  `)
}

// Entries are only ever added, whatever statement anybody writes; each can be undone once.
async function keepAudit(schema: Schema): Promise<void> {
  await schema.run('CREATE UNIQUE INDEX audit_entries_undo ON audit_entries (undo_of);\n')
  const says = 'audit entries cannot be changed or removed'
  if (schema.dialect === 'sqlite') {
    for (const event of ['UPDATE', 'DELETE']) {
      await schema.run(
        `CREATE TRIGGER audit_entries_kept_${event.toLowerCase()} BEFORE ${event} ON audit_entries BEGIN SELECT RAISE(ABORT, '${says}'); END`,
      )
    }
    return
  }
  await schema.run(
    `CREATE FUNCTION audit_entries_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${says}'; END $$`,
  )
  await schema.run(
    'CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_kept()',
  )
}

const tables = [
  'announcements',
  'data_exports',
  'filters',
  'takedowns',
  'case_evidence',
  'reports',
  'cases',
  'operator_notes',
  'appeals',
  'moderation_actions',
]
