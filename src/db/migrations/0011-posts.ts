import type { Migration } from '../schema.ts'

export const posts: Migration = {
  name: '0011-posts',
  up: (schema) =>
    schema.run(`
      CREATE TABLE posts (
        id {id} PRIMARY KEY,
        author_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        caption {text} NOT NULL DEFAULT '',
        visibility {text} NOT NULL,
        is_sensitive {flag} NOT NULL DEFAULT {false},
        comments_from {text} NOT NULL DEFAULT 'everyone',
        reactions_count {int} NOT NULL DEFAULT 0,
        comments_count {int} NOT NULL DEFAULT 0,
        edited_at {time},
        hidden_at {time},
        created_at {time} NOT NULL
      );
      CREATE INDEX posts_author ON posts (author_id, id, hidden_at);
      CREATE INDEX posts_hidden ON posts (hidden_at) WHERE hidden_at IS NOT NULL;

      CREATE TABLE post_media (
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        position {int} NOT NULL,
        media_id {id} NOT NULL,
        PRIMARY KEY (post_id, position)
      ) {clustered};
      CREATE INDEX post_media_item ON post_media (media_id);

      CREATE TABLE post_tags (
        tag_key {key} NOT NULL,
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        PRIMARY KEY (tag_key, post_id)
      ) {clustered};
      CREATE INDEX post_tags_post ON post_tags (post_id);

      CREATE TABLE reactions (
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        emoji {text} NOT NULL,
        id {id} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (post_id, user_id)
      ) {clustered};
      CREATE INDEX reactions_list ON reactions (post_id, id);
      CREATE INDEX reactions_recent ON reactions (created_at, post_id);
      CREATE INDEX reactions_user ON reactions (user_id);

      CREATE TABLE comments (
        id {id} PRIMARY KEY,
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        author_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        thread_id {key} NOT NULL DEFAULT '',
        reply_to_id {id},
        text {text} NOT NULL,
        reactions_count {int} NOT NULL DEFAULT 0,
        replies_count {int} NOT NULL DEFAULT 0,
        is_counted {flag} NOT NULL DEFAULT {true},
        edited_at {time},
        hidden_at {time},
        created_at {time} NOT NULL
      );
      CREATE INDEX comments_thread ON comments (post_id, thread_id, id);
      CREATE INDEX comments_author ON comments (author_id, post_id);
      CREATE INDEX comments_hidden ON comments (hidden_at) WHERE hidden_at IS NOT NULL;

      CREATE TABLE comment_reactions (
        comment_id {id} NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        emoji {text} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (comment_id, user_id)
      ) {clustered};
      CREATE INDEX comment_reactions_user ON comment_reactions (user_id);

      CREATE TABLE bookmarks (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        created_at {time} NOT NULL,
        PRIMARY KEY (user_id, post_id)
      ) {clustered};
      CREATE INDEX bookmarks_list ON bookmarks (user_id, id);
      CREATE INDEX bookmarks_post ON bookmarks (post_id);

      CREATE TABLE hidden_posts (
        user_id {id} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        post_id {id} NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, post_id)
      ) {clustered};
      CREATE INDEX hidden_posts_post ON hidden_posts (post_id)
    `),
  down: (schema) =>
    schema.run(
      ['hidden_posts', 'bookmarks', 'comment_reactions', 'comments', 'reactions', 'post_tags', 'post_media', 'posts']
        .map((table) => `DROP TABLE ${table};\n`)
        .join(''),
    ),
}
