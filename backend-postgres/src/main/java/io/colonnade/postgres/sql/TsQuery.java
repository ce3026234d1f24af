// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Sql;

/**
 * A query of type {@code tsquery}, made by {@link FullText#toTsQuery(String, String)} and its sisters or kept in a column. Null is refused
 * with
 * a {@link io.colonnade.error.UsageException}. Immutable.
 *
 * @param operand the query
 */
public record TsQuery(Expression<String> operand) implements ExpressionView<String> {

    public TsQuery {
        operand = Operands.viewed(operand, PostgresTypes.TSQUERY, "tsQuery(…)", FullText.INSTEAD);
    }

    /** What answers both. Operator {@code &&}. */
    public TsQuery and(TsQuery other) {
        return infix("&&", other);
    }

    /** What answers at least one. Operator {@code ||}. */
    public TsQuery or(TsQuery other) {
        return infix("||", other);
    }

    /** What does not answer it. Operator {@code !!}. */
    public TsQuery not() {
        return new TsQuery(Only.prefix("!!", operand, PostgresTypes.TSQUERY, FullText.INSTEAD));
    }

    /** What has an answer to the other one right behind an answer to this one. Operator {@code <->}. */
    public TsQuery followedBy(TsQuery other) {
        return infix("<->", other);
    }

    /** The same with so many words from the one to the other, 1 for the next: {@code tsquery_phrase}. */
    public TsQuery followedBy(TsQuery other, int distance) {
        return new TsQuery(Only.call("tsquery_phrase", PostgresTypes.TSQUERY, FullText.INSTEAD, operand,
                Operands.required(other, "an argument of function tsquery_phrase()").operand(), Sql.value(distance)));
    }

    private TsQuery infix(String operator, TsQuery other) {
        return new TsQuery(Only.infix(operator, operand, Operands.required(other, "the right side of operator " + operator).operand(),
                PostgresTypes.TSQUERY, FullText.INSTEAD));
    }
}
