// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * What is said of a table in FROM in one database's words, such as which index to use. For {@link Select#hint}.
 *
 * @param clause the words; where they hold <code>{*}</code>, the names of the indexes stand there with commas between them
 * @param indexes the indexes
 */
public record TableHint(VendorClause clause, List<Index> indexes) {

    public TableHint {
        Usage.required(clause, "the words of a hint");
        for (Index index : indexes) {
            Usage.required(index, "an index of the hint " + clause.text());
        }
        indexes = Usage.copy(indexes, "the indexes of a hint");
        if (clause.text().contains("{*}") == indexes.isEmpty()) {
            throw Usage.error("the hint \"" + clause.text() + "\" is given " + indexes.size() + " indexes; {*} stands for their names, where "
                    + "there are any");
        }
    }

    /** A hint with the names of indexes. */
    public static TableHint of(VendorClause clause, Index... indexes) {
        return new TableHint(clause, Usage.asList(indexes, "the indexes of a hint"));
    }
}
