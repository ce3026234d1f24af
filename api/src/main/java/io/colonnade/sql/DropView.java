// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * DROP VIEW. Made with {@link Sql#dropView}.
 *
 * @param view the view
 * @param ifPresent whether it is no error that there is no such view
 * @param materialized whether it is one that keeps its rows
 */
public record DropView(Table view, boolean ifPresent, boolean materialized) implements DdlStatement {

    public DropView {
        Usage.required(view, "the view of dropView");
    }

    /** Does nothing where there is no such view. */
    public DropView ifExists() {
        return new DropView(view, true, materialized);
    }

    /** Drops one that keeps its rows (PostgreSQL). */
    public DropView asMaterialized() {
        return new DropView(view, ifPresent, true);
    }
}
