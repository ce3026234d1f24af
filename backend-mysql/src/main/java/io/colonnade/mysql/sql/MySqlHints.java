// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.Index;
import io.colonnade.sql.TableHint;
import io.colonnade.sql.VendorClause;

/**
 * What MySQL and MariaDB are told about how to run a statement, and how an insert treats errors: for {@code hint(…)} and {@code modifier(…)}
 * of a select or an insert. All other databases refuse hints that name indexes.
 */
public final class MySqlHints {

    /** For {@code modifier(…)} of a select: tables are read in the order in which they stand. Other databases do without it. */
    public static final VendorClause STRAIGHT_JOIN = VendorClause.optional(MySqlCall.DIALECT, "STRAIGHT_JOIN");
    /**
     * For {@code modifier(…)} of an insert: rows that break a constraint are left out, and values that do not fit are stored as the nearest
     * that does. {@code onConflict(…).doNothing()} is portable and stores nothing else.
     */
    public static final VendorClause IGNORE = VendorClause.of(MySqlCall.DIALECT, "IGNORE", "use onConflict(…).doNothing()");

    private static final String LEAVE_OUT = "leave hint(…) out";

    private MySqlHints() {
    }

    /** Only these indexes are used, or none. */
    public static TableHint useIndex(Index... indexes) {
        return indexes("USE", indexes);
    }

    /** One of these indexes is used wherever it can be, however many rows that reads. */
    public static TableHint forceIndex(Index... indexes) {
        return indexes("FORCE", indexes);
    }

    /** These indexes are not used. */
    public static TableHint ignoreIndex(Index... indexes) {
        return indexes("IGNORE", indexes);
    }

    /** No index is used. */
    public static TableHint useNoIndex() {
        return TableHint.of(VendorClause.of(MySqlCall.DIALECT, "USE INDEX ()", LEAVE_OUT));
    }

    /**
     * For {@code modifier(…)} of a select: a comment that MySQL's optimizer reads, such as {@code MAX_EXECUTION_TIME(1000)}. MariaDB reads
     * over most of them; other databases do without it.
     *
     * @param text the text between the marks of the comment. Never text of a user
     */
    public static VendorClause optimizerHint(String text) {
        if (text == null || text.contains("*/")) {
            throw MySqlTypes.usage("the text of an optimizer hint is null, or ends its comment");
        }
        return VendorClause.optional(MySqlCall.DIALECT, "/*+ " + text + " */");
    }

    private static TableHint indexes(String word, Index... indexes) {
        return TableHint.of(VendorClause.of(MySqlCall.DIALECT, word + " INDEX ({*})", LEAVE_OUT), indexes);
    }
}
