import type { Migration } from '../schema.ts'

export const videos: Migration = {
  name: '0030-videos',
  up: (schema) =>
    schema.run(`
      CREATE TABLE videos (
        youtube_id {key} PRIMARY KEY,
        title {text} NOT NULL,
        description {text} NOT NULL,
        channel_id {key} NOT NULL,
        channel_title {text} NOT NULL,
        published_at {time} NOT NULL,
        duration_seconds {int} NOT NULL,
        embed_width {int},
        embed_height {int},
        format {key} NOT NULL,
        format_reason {text} NOT NULL,
        format_rule {int} NOT NULL,
        hydrations {int} NOT NULL DEFAULT 0,
        youtube_category {key} NOT NULL,
        language {text},
        thumbnail_url {text} NOT NULL,
        thumbnail_width {int},
        thumbnail_height {int},
        view_count {text},
        like_count {text},
        comment_count {text},
        made_for_kids {flag},
        regions_allowed {text},
        regions_blocked {text},
        found_in {text} NOT NULL,
        found_region {key} NOT NULL,
        found_category {key},
        etag {text},
        added_at {time} NOT NULL,
        found_at {time} NOT NULL,
        fetched_at {time} NOT NULL,
        stats_at {time} NOT NULL,
        recheck_at {time}
      );
      CREATE INDEX videos_fetched ON videos (fetched_at, youtube_id);
      CREATE INDEX videos_stats ON videos (stats_at, youtube_id);
      CREATE INDEX videos_found ON videos (found_at, youtube_id);
      CREATE INDEX videos_recheck ON videos (recheck_at);
      CREATE INDEX videos_format ON videos (format, fetched_at);
      CREATE INDEX videos_added ON videos (added_at, youtube_id);

      CREATE TABLE video_feed (
        youtube_id {key} NOT NULL REFERENCES videos (youtube_id) ON DELETE CASCADE,
        region {key} NOT NULL,
        category {key} NOT NULL,
        kind {key} NOT NULL,
        channel_id {key} NOT NULL,
        place {int} NOT NULL,
        entered_at {time} NOT NULL,
        PRIMARY KEY (youtube_id, region, category)
      ) {clustered};
      CREATE INDEX video_feed_order ON video_feed (region, category, kind, place, youtube_id);
      CREATE INDEX video_feed_channel ON video_feed (channel_id, place);
      CREATE INDEX video_feed_entered ON video_feed (entered_at);

      CREATE TABLE video_categories (
        slug {key} PRIMARY KEY,
        config {text} NOT NULL,
        updated_at {time} NOT NULL
      );

      CREATE TABLE video_sources (
        id {key} PRIMARY KEY,
        kind {key} NOT NULL,
        region {key} NOT NULL,
        category {key},
        youtube_category {key},
        channel_id {key},
        playlist_id {key},
        turn {int} NOT NULL DEFAULT 0,
        polls {int} NOT NULL DEFAULT 0,
        found {int} NOT NULL DEFAULT 0,
        fetched_at {time},
        next_at {time} NOT NULL,
        dead_at {time},
        added_at {time} NOT NULL
      );
      CREATE INDEX video_sources_due ON video_sources (kind, next_at);
      CREATE INDEX video_sources_category ON video_sources (kind, category, region);

      CREATE TABLE video_rejects (
        youtube_id {key} PRIMARY KEY,
        reason {text} NOT NULL,
        again_at {time} NOT NULL
      );
      CREATE INDEX video_rejects_again ON video_rejects (again_at);

      CREATE TABLE video_hides (
        youtube_id {key} PRIMARY KEY,
        hidden_at {time} NOT NULL
      );

      CREATE TABLE video_saves (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        youtube_id {key} NOT NULL,
        id {id} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (user_id, youtube_id)
      ) {clustered};
      CREATE INDEX video_saves_list ON video_saves (user_id, id);
      CREATE INDEX video_saves_of ON video_saves (youtube_id);

      CREATE TABLE video_seen (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        youtube_id {key} NOT NULL,
        seen_at {time} NOT NULL,
        PRIMARY KEY (user_id, youtube_id)
      ) {clustered};
      CREATE INDEX video_seen_order ON video_seen (user_id, seen_at, youtube_id);
      CREATE INDEX video_seen_at ON video_seen (seen_at);

      CREATE TABLE youtube_categories (
        region {key} NOT NULL,
        id {key} NOT NULL,
        title {text} NOT NULL,
        is_assignable {flag} NOT NULL,
        fetched_at {time} NOT NULL,
        PRIMARY KEY (region, id)
      );

      CREATE TABLE quota_days (
        day {key} NOT NULL,
        bucket {key} NOT NULL,
        used {int} NOT NULL,
        closed_until {time},
        closed_reason {text},
        PRIMARY KEY (day, bucket)
      );

      CREATE TABLE quota_spends (
        day {key} NOT NULL,
        bucket {key} NOT NULL,
        job {key} NOT NULL,
        used {int} NOT NULL,
        PRIMARY KEY (day, bucket, job)
      );

      CREATE TABLE youtube_states (
        name {key} PRIMARY KEY,
        value {text} NOT NULL,
        since {time} NOT NULL
      )
    `),
  down: (schema) =>
    schema.run(
      [
        'youtube_states',
        'quota_spends',
        'quota_days',
        'youtube_categories',
        'video_seen',
        'video_saves',
        'video_hides',
        'video_rejects',
        'video_sources',
        'video_categories',
        'video_feed',
        'videos',
      ]
        .map((table) => `DROP TABLE ${table};\n`)
        .join(''),
    ),
}
