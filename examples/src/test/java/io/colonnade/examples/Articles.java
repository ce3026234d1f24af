// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.postgres.sql.FullText.toTsVector;
import static io.colonnade.postgres.sql.Jsonb.jsonb;
import static io.colonnade.postgres.sql.PostgresTypes.HSTORE;
import static io.colonnade.postgres.sql.PostgresTypes.JSONB;
import static io.colonnade.postgres.sql.PostgresTypes.TSVECTOR;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;

import io.colonnade.sql.Column;
import io.colonnade.sql.Computed;
import io.colonnade.sql.Index;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import java.util.Map;

// snippet: postgres-articles
final class Articles extends Table {
    static final Articles ARTICLES = new Articles();

    final Column<Integer> id = column("id", INTEGER, primaryKey());
    final Column<String> text = column("text", TEXT);
    final Column<String> words = column("words", TSVECTOR, computed(toTsVector("english", text), Computed.STORED));
    final Column<Json> doc = column("doc", JSONB);
    final Column<Map<String, String>> labels = column("labels", HSTORE);

    final Index byWords = index(Index.on(words).using("gin"));
    final Index byDoc = index(Index.on(doc).using("gin").operatorClass(doc, "jsonb_path_ops"));
    final Index byTitle = index(Index.on(jsonb(doc).arrowText("title")).where(jsonb(doc).hasKey("title")).named("by_title"));

    private Articles() {
        super("articles");
    }
}
// end
