// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE VIEW. Made with {@link Sql#createView}.
 *
 * @param view the view, declared like a table, whose columns are called like those of the select, in the same order
 * @param select what it shows; its values become part of the text
 * @param replaces whether a view of that name is replaced
 * @param ifAbsent whether a view of that name is left as it is
 */
public record CreateView(Table view, Select select, boolean replaces, boolean ifAbsent) implements DdlStatement {

    public CreateView {
        Usage.required(view, "the view of createView");
        Usage.required(select, "the select of createView");
        if (replaces && ifAbsent) {
            throw Usage.error("view " + view + " cannot be both replaced and left as it is; use orReplace() or ifNotExists()");
        }
    }

    /** Replaces a view of that name. */
    public CreateView orReplace() {
        return new CreateView(view, select, true, ifAbsent);
    }

    /** Leaves a view of that name as it is. */
    public CreateView ifNotExists() {
        return new CreateView(view, select, replaces, true);
    }
}
