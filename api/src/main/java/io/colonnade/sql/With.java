// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Common tables that wait for the statement that reads them. Made with {@link Sql#with}. Each may read those before it. Immutable. */
public final class With {

    private final List<CommonTable> tables;

    private With(List<CommonTable> tables) {
        this.tables = tables;
    }

    static With of(CommonTable... tables) {
        return new With(checked(Usage.asList(tables, "the list of with")));
    }

    static List<CommonTable> checked(List<CommonTable> tables) {
        Usage.notEmpty(tables, "the list of with");
        Set<String> names = new HashSet<>();
        for (CommonTable table : tables) {
            if (table.body() == null) {
                throw Usage.error(table.name() + " is the name that a recursive common table gives itself; give with(…) the whole table");
            }
            if (!names.add(table.name().toLowerCase(Locale.ROOT))) {
                throw Usage.error("two common tables are named " + table.name() + "; give one of them another name");
            }
        }
        return List.copyOf(tables);
    }

    /** A change as it is compiled, with what its table's columns give by themselves. */
    static Statement completed(Statement change) {
        return change instanceof Insert insert ? insert.completed() : change instanceof Update update ? update.completed() : change;
    }

    /** The query that reads them. */
    public WithQuery then(QueryExpression query) {
        return new WithQuery(tables, query);
    }

    /** The insert that reads them. */
    public WithChange then(Insert insert) {
        return new WithChange(tables, insert);
    }

    /** The update that reads them. */
    public WithChange then(Update update) {
        return new WithChange(tables, update);
    }

    /** The delete that reads them. */
    public WithChange then(Delete delete) {
        return new WithChange(tables, delete);
    }
}
