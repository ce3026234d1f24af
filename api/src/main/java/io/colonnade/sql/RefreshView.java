// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * REFRESH MATERIALIZED VIEW: a view that keeps its rows takes those of now (PostgreSQL). Made with {@link Sql#refreshView}.
 *
 * @param view the view
 * @param concurrent whether others read it meanwhile, which takes a unique index on it
 */
public record RefreshView(Table view, boolean concurrent) implements DdlStatement {

    public RefreshView {
        Usage.required(view, "the view of refreshView");
    }

    /** Lets others read it meanwhile. It needs a unique index on some of its columns. */
    public RefreshView concurrently() {
        return new RefreshView(view, true);
    }
}
