// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import java.util.Map;
import java.util.TreeMap;

/** Which methods of the public API take code of the user's, and where the drill has it called. */
public final class Callbacks {

    /** It is called while something is built, by the thread that builds it, which gets what it throws; no connection is lent for that. */
    public static final String AT_ONCE = "at once";
    /** What is handed over is a backend or a part of one; the kit has broken backends for those. */
    public static final String KIT = "kit";

    private static final Map<String, String> ALL = all();

    private Callbacks() {
    }

    private static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        put(all, Place.CONNECTION_FUNCTION, "Database.withConnection(Function)");
        put(all, Place.TRANSACTION_FUNCTION, "Database.transaction(Function)");
        put(all, Place.TRANSACTION_FUNCTION_WITH_OPTIONS, "Database.transaction(TransactionOptions, Function)");
        put(all, Place.PINNED_TRANSACTION_FUNCTION, "Connection.transaction(Function)");
        put(all, Place.PINNED_TRANSACTION_FUNCTION_WITH_OPTIONS, "Connection.transaction(TransactionOptions, Function)");
        put(all, Place.NESTED_TRANSACTION_FUNCTION, "Transaction.transaction(Function)");
        put(all, Place.COMPLETION_EXECUTOR, "DatabaseOptions$Builder.completionExecutor(Executor)");
        put(all, Place.PASSWORD, "DatabaseOptions$Builder.passwordSupplier(Supplier)");
        put(all, Place.CLASS_LOADER_OF_BACKENDS, "DatabaseOptions$Builder.backendLoader(ClassLoader)");
        put(all, Place.SUBSCRIBER_ON_NEXT, "Queries.iterate(String, Map)");
        put(all, Place.SUBSCRIBER_ON_SUBSCRIBE, "Queries.iterate(String, Object[])");
        put(all, Place.SUBSCRIBER_ON_COMPLETE, "Queries.iterate(Statement)");
        put(all, Place.MAP_OF_A_STREAM, "Queries.iterate(Statement, Map)");
        put(all, Place.CONVERTER_IN, "SqlType.converted(SqlType, Class, Converter)");
        put(all, Place.DEFAULT_OF_COLUMN, "ColumnOptions.defaultsTo(Supplier)");
        put(all, Place.UPDATE_OF_COLUMN, "ColumnOptions.onUpdate(Supplier)");
        put(all, Place.FOREIGN_KEY_OF_TABLE, "Table.foreignKey(Supplier)", "ColumnOptions.references(Supplier, ReferentialAction)");
        put(all, Place.LIST_OF_A_BATCH, "Queries.executeMany(String, List)");
        put(all, Place.MAP_OF_A_BATCH, "Queries.executeMany(Statement, List)");
        put(all, Place.LIST_AS_VALUE, "Expression.in(Collection)", "Expression.notIn(Collection)", "RowValue.in(Collection)", "RowValue.notIn(Collection)");
        for (String name : new String[] {"fetchAll", "fetchOne", "fetchExactlyOne", "execute"}) {
            put(all, Place.MAP_OF_VALUES, "Queries." + name + "(String, Map)");
            put(all, Place.MAP_OF_VALUES_OF_AN_EXPRESSION, "Queries." + name + "(Statement, Map)");
        }
        put(all, Place.MAP_OF_VALUES, "Queries.fetchValue(String, Class, Map)", "Queries.fetchValue(Statement, Class, Map)");
        put(all, Place.RECORD, "Queries.fetchAll(String, Class, Map)", "Queries.fetchAll(Statement, Class, Map)");
        put(all, Place.RECORD_OF_ONE, "Queries.fetchOne(String, Class, Map)", "Queries.fetchOne(Statement, Class, Map)");
        for (String method : new String[] {"RecursiveTable.union(Function)", "RecursiveTable.unionAll(Function)",
                "Types.enumByValue(Class, SqlType, Function)", "Text.bind(Map)", "EnumType.of(String, Class, Function)",
                "DomainType.check(String, Function)", "MySqlTypes.enumOf(Class, Function)", "Hstore.concat(Map)", "Hstore.contains(Map)",
                "Hstore.without(Map)", "Hstore.hstore(Map)", "Hstore.containedBy(Map)", "Multirange.of(Collection)"}) {
            all.put(method, AT_ONCE);
        }
        for (String method : new String[] {"Database.open(DatabaseOptions, DatabaseBackend)", "DatabaseOptions$Builder.backend(DatabaseBackend)",
                "DatabaseOptions$Builder.backends(Collection)"}) {
            all.put(method, KIT);
        }
        return all;
    }

    private static void put(Map<String, String> all, Place place, String... methods) {
        for (String method : methods) {
            all.put(method, place.toString());
        }
    }

    /** For each method, as {@code Class.method(Parameter, Parameter)}, the place, {@link #AT_ONCE} or {@link #KIT}. */
    public static Map<String, String> table() {
        return ALL;
    }
}
