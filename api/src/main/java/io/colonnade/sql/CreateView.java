// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE VIEW. Made with {@link Sql#createView}.
 *
 * @param view the view, declared like a table, whose columns are called like those of the query, in the same order
 * @param query what it shows; its values become part of the text
 * @param replaces whether a view of that name is replaced
 * @param ifAbsent whether a view of that name is left as it is
 * @param materialized whether it keeps the rows as they were when it was created or {@linkplain Sql#refreshView refreshed}
 */
public record CreateView(Table view, QueryExpression query, boolean replaces, boolean ifAbsent, boolean materialized)
        implements DdlStatement {

    public CreateView {
        Usage.required(view, "the view of createView");
        Usage.required(query, "the query of createView");
        if (replaces && ifAbsent) {
            throw Usage.error("view " + view + " cannot be both replaced and left as it is; use orReplace() or ifNotExists()");
        }
        if (replaces && materialized) {
            throw Usage.error("materialized view " + view + " cannot be replaced; drop it and create it");
        }
    }

    /** Replaces a view of that name. */
    public CreateView orReplace() {
        return new CreateView(view, query, true, ifAbsent, materialized);
    }

    /** Leaves a view of that name as it is. */
    public CreateView ifNotExists() {
        return new CreateView(view, query, replaces, true, materialized);
    }

    /** Keeps the rows as they are now, until it is refreshed (PostgreSQL). */
    public CreateView asMaterialized() {
        return new CreateView(view, query, replaces, ifAbsent, true);
    }
}
