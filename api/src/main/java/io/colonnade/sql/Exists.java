// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a select has any row.
 *
 * @param select the select
 */
public record Exists(Select select) implements Condition {

    public Exists {
        Usage.required(select, "the select of exists");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.exists(this);
    }
}
