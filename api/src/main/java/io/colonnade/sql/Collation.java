// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A text that is compared and sorted by the rules of a collation. Made with {@link Sql#collate}.
 *
 * @param operand the text
 * @param name the name of the collation, as the database has it
 */
public record Collation(Expression<String> operand, String name) implements Expression<String> {

    public Collation {
        Usage.required(operand, "the operand of collate");
        Usage.name(name, "the name of a collation");
    }

    @Override
    public SqlType<String> type() {
        return operand.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.collation(this);
    }
}
