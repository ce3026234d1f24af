// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The number of a column's type, which came with the result. All that JDBC has for it either says less, or asks the server. By a handle, because
 * the driver's class needs annotations to be compiled against that are not published with it.
 */
final class ColumnType {

    private static final MethodHandle OID = oid();

    private ColumnType() {
    }

    private static MethodHandle oid() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Class.forName("org.postgresql.jdbc.PgResultSet"), "getColumnOID", MethodType.methodType(int.class, int.class))
                    .asType(MethodType.methodType(int.class, ResultSet.class, int.class));
        } catch (ReflectiveOperationException otherDriver) {
            throw new ExceptionInInitializerError(otherDriver);
        }
    }

    /**
     * The oid of the type of a column.
     *
     * @param rows a result of the driver itself
     * @param index the number of the column, from 1
     */
    static int of(ResultSet rows, int index) throws SQLException {
        try {
            return (int) OID.invokeExact(rows, index);
        } catch (SQLException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
