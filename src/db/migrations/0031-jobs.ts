import type { Migration } from '../schema.ts'

export const jobs: Migration = {
  name: '0031-jobs',
  up: (schema) =>
    schema.run(`
      CREATE TABLE jobs (
        name {key} PRIMARY KEY,
        about {text} NOT NULL,
        schedule {text} NOT NULL,
        time_zone {text} NOT NULL,
        timeout_ms {int} NOT NULL,
        paused_at {time},
        requested_at {time},
        next_at {time},
        off_reason {text},
        known_at {time} NOT NULL
      );

      CREATE TABLE job_runs (
        id {id} PRIMARY KEY,
        job {key} NOT NULL,
        slot {key} NOT NULL,
        attempt {int} NOT NULL,
        started_by {text} NOT NULL,
        owner {key} NOT NULL,
        beat {int} NOT NULL DEFAULT 0,
        outcome {key} NOT NULL,
        progress {real},
        counts {text} NOT NULL DEFAULT '{}',
        quota_used {int} NOT NULL DEFAULT 0,
        note {text},
        started_at {time} NOT NULL,
        ended_at {time}
      );
      CREATE UNIQUE INDEX job_runs_slot ON job_runs (job, slot, attempt);
      CREATE INDEX job_runs_of ON job_runs (job, id);
      CREATE INDEX job_runs_outcome ON job_runs (outcome, job);
      CREATE INDEX job_runs_started ON job_runs (started_at)
    `),
  down: (schema) => schema.run('DROP TABLE job_runs;\nDROP TABLE jobs;\n'),
}
