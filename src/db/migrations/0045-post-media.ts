import type { Migration, Schema } from '../schema.ts'

const items = `(SELECT '[' || string_agg(items.item, ',') || ']' FROM (
    SELECT '["' || m.id || '","' || m.public_path || '",' || m.facts || ']' AS item
    FROM post_media pm JOIN media m ON m.id = pm.media_id WHERE pm.post_id = posts.id ORDER BY pm.position) items)`

// What a post shows, kept with it as one text: lists of posts are read far more often than media change, and collecting
// the items of twenty posts was a third of a page. An item changes in many places, its address whenever fewer people may
// see it, so the database itself carries that over; whoever adds an item to a post writes the text (core/posts).
export const postMedia: Migration = {
  name: '0045-post-media',
  up: async (schema) => {
    await schema.run(`
      ALTER TABLE posts ADD COLUMN media {text};
      UPDATE posts SET media = ${items}
    `)
    await (schema.dialect === 'sqlite' ? followOnSqlite(schema) : followOnPostgres(schema))
  },
  down: async (schema) => {
    await schema.run(
      schema.dialect === 'sqlite'
        ? 'DROP TRIGGER post_media_changed;\nDROP TRIGGER post_media_removed;\n'
        : `DROP TRIGGER post_media_changed ON media;
           DROP TRIGGER post_media_removed ON post_media;
           DROP FUNCTION post_media_changed;
           DROP FUNCTION post_media_removed`,
    )
    await schema.run('ALTER TABLE posts DROP COLUMN media')
  },
}

async function followOnSqlite(schema: Schema): Promise<void> {
  await schema.run(`
    CREATE TRIGGER post_media_changed AFTER UPDATE OF public_path, facts ON media WHEN new.attached_type = 'post' BEGIN
      UPDATE posts SET media = ${items} WHERE id = new.attached_id; END;
    CREATE TRIGGER post_media_removed AFTER DELETE ON post_media BEGIN
      UPDATE posts SET media = ${items} WHERE id = old.post_id; END
  `)
}

async function followOnPostgres(schema: Schema): Promise<void> {
  await schema.run(`
    CREATE FUNCTION post_media_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE posts SET media = ${items} WHERE id = NEW.attached_id; RETURN NULL; END $$;
    CREATE FUNCTION post_media_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE posts SET media = ${items} WHERE id = OLD.post_id; RETURN NULL; END $$;
    CREATE TRIGGER post_media_changed AFTER UPDATE OF public_path, facts ON media FOR EACH ROW
      WHEN (NEW.attached_type = 'post') EXECUTE FUNCTION post_media_changed();
    CREATE TRIGGER post_media_removed AFTER DELETE ON post_media FOR EACH ROW EXECUTE FUNCTION post_media_removed()
  `)
}
