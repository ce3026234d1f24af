// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import java.util.List;
import java.util.Locale;

/**
 * Something under the kit's prefix that was there before it.
 *
 * @param kind what it is
 * @param name its name
 */
record Leftover(Kind kind, String name) {

    /**
     * What rules create, in the order in which it is dropped: what refers to something else goes before it. Databases differ in what they
     * tell and how, so there are questions, of which the first counts that the database understands. Where it understands none, it has no
     * such things, or cannot be asked.
     */
    enum Kind {
        MATERIALIZED_VIEW(List.of("SELECT matviewname FROM pg_catalog.pg_matviews WHERE schemaname = :schema",
                "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema AND table_type = 'MATERIALIZED VIEW'")),
        VIEW(List.of("SELECT table_name FROM information_schema.views WHERE table_schema = :schema",
                "SELECT name FROM sqlite_master WHERE type = 'view'")),
        /** Asked of the catalogue before. */
        TABLE(List.of("SELECT table_name FROM information_schema.tables WHERE table_schema = :schema AND table_type = 'BASE TABLE'")),
        SEQUENCE(List.of("SELECT sequence_name FROM information_schema.sequences WHERE sequence_schema = :schema",
                "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema AND table_type = 'SEQUENCE'")),
        /** The book has no word for enumerated types. */
        TYPE(List.of("SELECT t.typname FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE n.nspname = :schema AND t.typtype = 'e'")),
        SCHEMA(List.of("SELECT schema_name FROM information_schema.schemata"));

        private final List<String> questions;

        Kind(List<String> questions) {
            this.questions = questions;
        }

        /** Queries of names, of which each takes {@code :schema} or nothing. */
        List<String> questions() {
            return questions;
        }

        String words() {
            return name().replace('_', ' ');
        }
    }

    /** What drops it, in the order of trying. What a schema holds that a rule made is of that rule too. */
    List<String> drops(char quote) {
        String plain = "DROP " + kind.words() + " IF EXISTS " + quoted(name, quote);
        return kind == Kind.SCHEMA ? List.of(plain, plain + " CASCADE") : List.of(plain);
    }

    static String quoted(String name, char quote) {
        String sign = String.valueOf(quote);
        return sign + name.replace(sign, sign + sign) + sign;
    }

    @Override
    public String toString() {
        return kind.words().toLowerCase(Locale.ROOT) + " " + name;
    }
}
