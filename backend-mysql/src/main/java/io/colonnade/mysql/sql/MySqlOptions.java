// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql.sql;

import io.colonnade.sql.TableOption;
import io.colonnade.sql.VendorClause;

/**
 * What MySQL and MariaDB say of a table or a column beyond the portable: {@code option(INNODB)} in the constructor of a table,
 * {@code clause(INVISIBLE)} among the options of a column. A table is created without the options on all other databases. Its comment is
 * portable: {@code tableComment(…)}.
 */
public final class MySqlOptions {

    /** Tables with transactions and foreign keys, which is what servers make by default. */
    public static final TableOption INNODB = engine("InnoDB");
    /** Tables without transactions. */
    public static final TableOption MYISAM = engine("MyISAM");
    /** Tables that are empty when the server starts. */
    public static final TableOption MEMORY = engine("MEMORY");
    /** A column that {@code SELECT *} of raw text leaves out (MySQL from 8.0.23, MariaDB); it has a default or takes NULL. */
    public static final VendorClause INVISIBLE = VendorClause.optional(MySqlCall.DIALECT, "INVISIBLE");

    private static final int FINEST = 6;

    private MySqlOptions() {
    }

    /** The storage engine. */
    public static TableOption engine(String name) {
        return option("ENGINE = " + MySqlTypes.checked(name, "a storage engine"));
    }

    /** The character set of columns that have none of their own. */
    public static TableOption charset(String name) {
        return option("DEFAULT CHARACTER SET = " + MySqlTypes.checked(name, "a character set"));
    }

    /** The rules by which columns that have none of their own are compared and sorted. */
    public static TableOption collation(String name) {
        return option("COLLATE = " + MySqlTypes.checked(name, "a collation"));
    }

    /** The first key that is generated, 1 or more. */
    public static TableOption autoIncrement(long first) {
        if (first < 1) {
            throw MySqlTypes.usage("autoIncrement(" + first + "): 1 or more is accepted");
        }
        return option("AUTO_INCREMENT = " + first);
    }

    /** How rows are stored: {@code DYNAMIC}, {@code COMPRESSED} and so on. */
    public static TableOption rowFormat(String name) {
        return option("ROW_FORMAT = " + MySqlTypes.checked(name, "a row format"));
    }

    /**
     * The server sets the column to the time of each update that changes the row. All other databases refuse it: {@code onUpdate(now())} is
     * portable, for updates that are made with the table.
     *
     * @param digits as many as the column's type has
     */
    public static VendorClause onUpdateCurrentTimestamp(int digits) {
        if (digits < 0 || digits > FINEST) {
            throw MySqlTypes.usage("onUpdateCurrentTimestamp(" + digits + "): accepted is 0 to " + FINEST);
        }
        return VendorClause.of(MySqlCall.DIALECT, "ON UPDATE CURRENT_TIMESTAMP" + (digits == 0 ? "" : "(" + digits + ")"),
                "use the option onUpdate(now())");
    }

    private static TableOption option(String text) {
        return TableOption.of(MySqlCall.DIALECT, text);
    }
}
