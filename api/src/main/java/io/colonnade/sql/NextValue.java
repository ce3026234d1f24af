// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The next number of a sequence. Made with {@link Sequence#next}.
 *
 * @param sequence the sequence
 */
public record NextValue(Sequence sequence) implements Expression<Long> {

    public NextValue {
        Usage.required(sequence, "the sequence");
    }

    @Override
    public SqlType<Long> type() {
        return Types.BIGINT;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.nextValue(this);
    }
}
