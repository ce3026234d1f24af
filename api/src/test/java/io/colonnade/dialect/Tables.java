// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.sql.Sql.lower;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.BOOLEAN;
import static io.colonnade.sql.Types.DECIMAL;
import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.ReferentialAction;
import io.colonnade.sql.Table;
import java.math.BigDecimal;
import java.util.List;

/** The tables that the tests of this package use. */
final class Tables {

    static final Notes NOTES = new Notes();
    static final Tags TAGS = new Tags();
    static final Odd ODD = new Odd();
    static final Indexed INDEXED = new Indexed();

    private Tables() {
    }

    static final class Notes extends Table {
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> text = column("text", varchar(100), notNull());
        final Column<Boolean> completed = column("completed", BOOLEAN, notNull(), defaultValue(false));
        final Column<BigDecimal> price = column("price", DECIMAL);
        final Column<Long> parent = column("parent", BIGINT, references(id, ReferentialAction.CASCADE));

        Notes() {
            super("notes");
        }
    }

    static final class Tags extends Table {
        final Column<Long> note = column("note", BIGINT, primaryKey());
        final Column<String> tag = column("tag", varchar(20), primaryKey(), defaultValue("it's \\ new"));
        final Column<Integer> rank = column("rank", io.colonnade.sql.Types.INTEGER, unique(), defaultValue(-1));

        Tags() {
            super("app", "tags");
            foreignKey(List.of(note), List.of(NOTES.id), ReferentialAction.NO_ACTION);
            unique(note, rank);
        }
    }

    /** Names that need quotes, for one reason each. */
    static final class Odd extends Table {
        final Column<Integer> keyWord = column("order", io.colonnade.sql.Types.INTEGER);
        final Column<Integer> upper = column("Upper", io.colonnade.sql.Types.INTEGER);
        final Column<Integer> quotes = column("a\"b`c", io.colonnade.sql.Types.INTEGER);

        Odd() {
            super("odd table");
        }
    }

    /** Indexes of each kind. */
    static final class Indexed extends Table {
        final Column<String> text = column("text", varchar(100));
        final Column<Integer> rank = column("rank", io.colonnade.sql.Types.INTEGER);
        final Index byText = index(Index.on(text, rank.desc()));
        final Index unique = index(Index.on(rank).unique().named("only one"));
        final Index partial = index(Index.on(rank.asc()).where(text.eq("it's \\")));
        final Index expression = index(Index.on(lower(text), rank.plus(1).desc().nullsLast()));
        final Index including = index(Index.on(rank).include(text));
        final Index prefix = index(Index.on(text.desc()).prefix(text, 10));
        final Index hash = index(Index.on(text).using("hash"));

        Indexed() {
            super("app", "docs");
        }
    }
}
