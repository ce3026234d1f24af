// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.Script;
import io.colonnade.sql.Statement;
import java.util.Map;

/**
 * A generated statement, or script, and the values of its named parameters.
 *
 * @param statement null where it is a script
 * @param script null where it is a statement
 */
record Trees(Statement statement, Script script, Map<String, Object> parameters) {

    /**
     * Generates one; the same for the same numbers.
     *
     * @param structure decides what it is made of
     * @param values decides its values alone
     * @param size about how many nodes it has beyond its leaves
     * @throws io.colonnade.error.UsageException where it made a mistake that is refused at once
     */
    static Trees of(long structure, long values, int size) {
        Choices choices = new Choices(structure, values, size);
        ExpressionTrees expressions = new ExpressionTrees(choices);
        int kind = choices.below(20);
        if (kind < 10) {
            return new Trees(expressions.queries.query(expressions.queries.types()), null, choices.parameters());
        } else if (kind < 16) {
            return new Trees(new ChangeTrees(expressions).change(), null, choices.parameters());
        }
        if (!choices.mistake()) {
            choices.withoutParameters();
        }
        DdlTrees ddl = new DdlTrees(expressions);
        return kind < 19 ? new Trees(ddl.statement(), null, choices.parameters()) : new Trees(null, ddl.script(), choices.parameters());
    }

    boolean isDdl() {
        return script != null || statement instanceof DdlStatement;
    }
}
