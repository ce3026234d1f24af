// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * What yields rows: a select, rows of several queries put together, or either of them behind WITH. It may stand wherever a select may: as a
 * statement, under a name in FROM, in {@code in}, {@code exists} and {@code scalar}, and in another query of several.
 *
 * <p>Methods that put two queries together take the left one as a whole, whatever it is: {@code a.union(b).intersect(c)} is
 * {@code (a UNION b) INTERSECT c} on every database. Both must return as many columns, of the same Java classes.
 */
public sealed interface QueryExpression extends Statement permits Select, SetOperation, WithQuery {

    /** What it returns; of several queries, what the first one returns. */
    List<SelectItem> items();

    /** This query under a name, to be read like a table. */
    default DerivedTable as(String name) {
        return new DerivedTable(this, name, false);
    }

    /** This query under a name, to be joined like a table; it can name columns of the sources that stand before it in FROM. */
    default DerivedTable lateral(String name) {
        return new DerivedTable(this, name, true);
    }

    /** The rows of both, each once. */
    default SetOperation union(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.UNION, false, this, other);
    }

    /** The rows of both. */
    default SetOperation unionAll(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.UNION, true, this, other);
    }

    /** The rows that both have, each once. */
    default SetOperation intersect(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.INTERSECT, false, this, other);
    }

    /** The rows that both have, as often as both have them. */
    default SetOperation intersectAll(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.INTERSECT, true, this, other);
    }

    /** The rows that the other one does not have, each once. */
    default SetOperation except(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.EXCEPT, false, this, other);
    }

    /** The rows of this one, less one for each equal row of the other. */
    default SetOperation exceptAll(QueryExpression other) {
        return SetOperation.of(SetOperation.Operator.EXCEPT, true, this, other);
    }
}
