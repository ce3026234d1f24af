// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Some rows of a table, chosen at random (PostgreSQL): {@code selectFrom(TableSample.bernoulli(NOTES, 10))}. Columns are named as those of
 * the table. Immutable.
 *
 * @param source the table, or a table under another name
 * @param method how the rows are chosen
 * @param percent how many of a hundred, about
 * @param seed what makes the choice the same each time; null for another one each time
 */
public record TableSample(Source source, Method method, Expression<Double> percent, Expression<Long> seed) implements Source {

    /** How rows are chosen. */
    public enum Method {
        /** Each row by itself, which reads the whole table. */
        BERNOULLI,
        /** Blocks of neighbouring rows, which reads only those. */
        SYSTEM
    }

    public TableSample {
        if (!(Usage.required(source, "the table of a sample") instanceof Table) && !(source instanceof TableAlias)) {
            throw Usage.error("\"" + source.name() + "\" is no table, and a sample is of the rows of a table");
        }
        Usage.required(method, "the method of a sample of " + source.name());
        Usage.required(percent, "how many of a hundred rows a sample of " + source.name() + " has");
    }

    /** Each row by itself with this probability, from 0 to 100. */
    public static TableSample bernoulli(Source table, double percent) {
        return of(table, Method.BERNOULLI, percent);
    }

    /** The rows of blocks, each of which is taken with this probability, from 0 to 100. */
    public static TableSample system(Source table, double percent) {
        return of(table, Method.SYSTEM, percent);
    }

    private static TableSample of(Source table, Method method, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw Usage.error("a sample of " + percent + " of a hundred rows; 0 to 100 is accepted");
        }
        return new TableSample(table, method, new Value<>(Types.DOUBLE, percent), null);
    }

    /** The same rows each time, as long as the table stays as it is. */
    public TableSample repeatable(long seed) {
        return new TableSample(source, method, percent, new Value<>(Types.BIGINT, seed));
    }

    @Override
    public String name() {
        return source.name();
    }
}
