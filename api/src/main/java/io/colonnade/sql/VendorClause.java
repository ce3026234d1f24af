// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A piece of SQL text that only one database takes, for the places that the tree has for it: behind a column, around an index, between
 * INSERT and INTO, behind SELECT, behind a table in FROM. A module that adds a database's own parts to the language gives it a name.
 *
 * @param dialect the name of the database's dialect: {@code sqlite}
 * @param text the text. Never text of a user
 * @param instead what to write for other databases, as in "use onConflict(…)", which is part of the error with which they refuse it; null
 *     where it changes no meaning, so that the others do without it
 */
public record VendorClause(String dialect, String text, String instead) {

    public VendorClause {
        Usage.name(dialect, "the dialect of a clause");
        if (Usage.name(text, "the text of a clause").isBlank()) {
            throw Usage.error("the text of a clause for " + dialect + " is blank");
        }
        if (text.indexOf('?') >= 0) {
            throw Usage.error("the clause \"" + text + "\" has a question mark, which drivers take for a place of a value");
        }
    }

    /**
     * A clause that all other databases refuse.
     *
     * @param instead what to write for them
     */
    public static VendorClause of(String dialect, String text, String instead) {
        return new VendorClause(dialect, text, Usage.required(instead, "what to write instead of \"" + text + "\""));
    }

    /** A clause that changes no meaning: all other databases do without it. */
    public static VendorClause optional(String dialect, String text) {
        return new VendorClause(dialect, text, null);
    }
}
