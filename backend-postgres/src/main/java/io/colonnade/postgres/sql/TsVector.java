// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.Types;

/**
 * A document of type {@code tsvector}: words and where they stand, made by {@link FullText#toTsVector(String, Expression)} or kept in a
 * column. Null is refused with a {@link io.colonnade.error.UsageException}. Immutable.
 *
 * @param operand the document
 */
public record TsVector(Expression<String> operand) implements ExpressionView<String> {

    /** How much words count in {@link FullText#tsRank}, A most. */
    public enum Weight { A, B, C, D }

    public TsVector {
        operand = Operands.viewed(operand, PostgresTypes.TSVECTOR, "tsVector(…)", FullText.INSTEAD);
    }

    /** True where the document answers a query. Operator {@code @@}, which an index by {@code gin} finds. */
    public Condition matches(TsQuery query) {
        return Only.condition("@@", operand, Operands.required(query, "the query of operator @@").operand(), FullText.INSTEAD);
    }

    /**
     * Always refused: a document is no text.
     *
     * @throws io.colonnade.error.UsageException that names {@link #matches(TsQuery)}
     */
    @Override
    public Condition matches(String regularExpression) {
        throw Operands.usage("matches on a tsvector takes a query, as in matches(websearchToTsQuery(\"english\", …)), not a text");
    }

    /** Both documents, the other one behind this. Operator {@code ||}. */
    public TsVector concat(TsVector other) {
        return new TsVector(Only.infix("||", operand, Operands.required(other, "the right side of operator ||").operand(),
                PostgresTypes.TSVECTOR, FullText.INSTEAD));
    }

    /** The document, all its words with a weight: {@code setweight}. */
    public TsVector setWeight(Weight weight) {
        return call("setweight", operand, FullText.constant("'" + Operands.required(weight, "the weight") + "'"));
    }

    /** The document without the places and weights of its words: {@code strip}. */
    public TsVector strip() {
        return call("strip", operand);
    }

    /** How many different words it has: {@code length}. */
    public Expression<Integer> length() {
        return Only.call("length", Types.INTEGER, FullText.INSTEAD, operand);
    }

    private static TsVector call(String function, Expression<?>... arguments) {
        return new TsVector(Only.call(function, PostgresTypes.TSVECTOR, FullText.INSTEAD, arguments));
    }
}
