// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tests of the Python library {@code databases}, which Colonnade follows, and what holds the same behaviour here: rules of the kit, and
 * tests where the behaviour is not one of a backend alone.
 */
final class SeedSuite {

    /**
     * One test of that suite.
     *
     * @param id a number; several where they are about the same thing
     * @param test its name there
     * @param subject what it is about
     * @param heldBy ids of rules, and tests as {@code Class#method}; none where Colonnade has nothing like it
     */
    record Entry(String id, String test, String subject, List<String> heldBy) {
    }

    static final List<Entry> TESTS = parse("""
            A2.1 | test_queries | Inserts by expression and in batches, then fetchAll, fetchOne, fetchValue and iterate, by name and index; \
            booleans are Boolean | QRY-01 QRY-03 QRY-09 QRY-10 STR-11
            A2.2 | test_queries_raw | The same with SQL text and named parameters | QRY-02 BND-01
            A2.3 | test_ddl_queries | Drop and create of a table by expressions in a transaction that is rolled back | TXN-29 FLG-29
            A2.4 | test_queries_after_error | A failed or cancelled wait for a connection leaves the handle usable and the pool at its size \
            | CON-09 CON-10 QRY-18
            A2.5 | test_results_support_mapping_interface | A row as a map, and as a Java record | QRY-05
            A2.6 | test_results_support_column_reference | Columns of the same name from two tables are told apart by their declaration | QRY-06
            A2.7 | test_result_values_allow_duplicate_names | Duplicate names are kept in order; asking by such a name is an error | QRY-04
            A2.8 | test_fetch_one_returning_no_results | No row is empty, not an error | QRY-09 QRY-10
            A2.9 | test_execute_return_val | The generated key finds the inserted row | QRY-08 RET-01
            A2.10 | test_rollback_isolation | A transaction whose rollback is forced leaves nothing | TXN-24
            A2.11 | test_rollback_isolation_with_contextmanager | So does a whole database | TXN-25
            A2.12 | test_transaction_commit | A committed nested transaction is seen by the outer one | TXN-05
            A2.13 | test_transaction_context_child_task_inheritance | Whoever is handed a transaction works in it | TXN-18 CON-01
            A2.14 | test_transaction_context_child_task_inheritance_example | A transaction reads what it wrote itself, in every function that \
            it is handed to | TXN-18
            A2.15 | test_transaction_context_sibling_task_isolation | What began outside a transaction is not in it; the outer database is \
            refused inside it | CON-04 THR-03
            A2.16 | test_transaction_context_sibling_task_isolation_example | Two transactions do not see each other's uncommitted rows | TXN-19
            A2.17 | test_connection_cleanup_contextmanager | Handles are gone after use and after closing | CON-05 CON-06 LIF-04 LIF-09
            A2.18 | test_connection_cleanup_garbagecollector | An abandoned transaction is rolled back and its connection reclaimed by a \
            Cleaner; a handle that is held for too long is reported with the place of its acquisition and is named to those who wait \
            | AbandonedTransactionTest#isRolledBackAndItsConnectionServesAgain \
            PoolHousekeepingTest#aConnectionLentForTooLongIsReportedOnceWithItsStackAndItsReturnToo CON-09 LIF-05 TXN-32
            A2.19 | test_transaction_context_cleanup_contextmanager | A transaction that is left open is rolled back with its connection | TXN-32
            A2.20 | test_transaction_context_cleanup_garbagecollector | Closing with an open transaction rolls it back, reports it, and returns \
            | LIF-05 PoolCloseTest#whatIsLentWhenTheGraceEndsIsReportedWithItsStack
            A2.21 | test_transaction_commit_serializable | Isolation levels: each that is declared works, the others are refused; a snapshot \
            stays as it is | TXN-20 TXN-21 TXN-22 SPI-16
            A2.22 | test_transaction_rollback | An exception in a nested transaction undoes it and the outer one goes on | TXN-07 TXN-08
            A2.23 | test_transaction_commit_low_level | begin and commit by hand; a second commit is an error | TXN-01 TXN-13
            A2.24 | test_transaction_rollback_low_level | begin and rollback by hand; a second rollback is an error | TXN-03 TXN-13
            A2.25 | test_transaction_decorator | A function in a transaction: it throws, nothing stays; it returns, its work stays \
            | TXN-01 TXN-02 TXN-24
            A2.26 | test_transaction_decorator_concurrent | One such function, many times at once | TXN-30
            A2.27 | test_datetime_field | Timestamps, with microseconds | TYP-14 TYP-15 TYP-16
            A2.28 | test_date_field | Dates | TYP-12
            A2.29 | test_time_field | Times of day, with microseconds | TYP-13 TYP-16
            A2.30 | test_decimal_field | Decimals are exact | TYP-04 FLG-18
            A2.31 | test_enum_field | Java enums by the names of their constants; other labels are refused | TYP-23 FLG-27
            A2.32 | test_json_dict_field | JSON objects, also nested; the null of JSON is not NULL | TYP-18 TYP-19
            A2.33 | test_json_list_field | JSON arrays and scalars | TYP-18
            A2.34 | test_custom_field | A column whose values the application converts | OperatorsOnEveryServerTest#convertersStandBetweenTheUserAndEveryDatabase
            A2.35 | test_connections_isolation | A write outside a transaction is visible to the next connection | CON-08
            A2.36 | test_commit_on_root_transaction | What a transaction committed stays | TXN-01
            A2.37 | test_connect_and_disconnect | Opening and closing, each twice; whether it is open | LIF-01 LIF-02 LIF-03
            A2.38 | test_connection_context_same_task | One function has one connection | CON-01
            A2.39 | test_connection_context_multiple_sibling_tasks | Two functions have two | CON-04
            A2.40 | test_connection_context_multiple_tasks | Many functions at once have each its own | CON-04 THR-05
            A2.41 | test_connection_context_multiple_databases | Databases of different backends are open together | LIF-08 \
            SeveralDatabasesTest#eachFunctionHasAConnectionOfItsOwnDatabase SeveralDatabasesTest#aTransactionBelongsToItsDatabaseOnly
            A2.42 | test_connection_context_with_raw_connection | A transaction on a connection has that connection's session | CON-12
            A2.43 | test_queries_with_expose_backend_connection | The driver's connection can be reached, also inside a transaction | CON-12 \
            PlainJdbcTest#runsStatements
            A2.44 | test_database_url_interface | The database names its URL | LIF-01
            A2.45 | test_concurrent_access_on_single_connection | Calls at the same time on one connection run one after the other | CON-07
            A2.46 | test_concurrent_transactions_on_single_connection | So do transactions | TXN-12 THR-06
            A2.47 | test_concurrent_tasks_on_single_connection | Calls from many threads each get their own answer | THR-05
            A2.48 | test_concurrent_task_transactions_on_single_connection | Transactions from many threads all succeed | THR-06
            A2.49 | test_global_connection_is_initialized_lazily | A database that was opened on one thread works on another | LIF-07
            A2.50 | test_iterate_outside_transaction_with_values | A stream of rows that stand in the statement | STR-21
            A2.51 | test_iterate_outside_transaction_with_temp_table | A stream on a temporary table | STR-22 CON-01
            A2.52 | test_column_names | Column names of expressions and of SELECT * | QRY-03
            A2.53 | test_postcompile_queries | A condition on a list: with values, with none, with thousands | QRY-16
            A2.54 | test_result_named_access | A row as a Java record | QRY-05
            A2.55, A2.59 | test_mapping_property_interface, twice | A row as a map | QRY-05
            A2.56 | test_should_not_maintain_ref_when_no_cache_param | A memory database works without any option \
            | SqliteOpeningTest#aMemoryDatabaseIsSharedByItsConnectionsAndNobodyElse SqliteMemoryTckTest
            A2.57 | test_should_maintain_ref_when_cache_param | It keeps its tables while it is open \
            | SqliteOpeningTest#aMemoryDatabaseIsSharedByItsConnectionsAndNobodyElse
            A2.58 | test_should_remove_ref_on_disconnect | It is gone when it is closed | SqliteOpeningTest#aMemoryDatabaseIsGoneWhenItIsClosed
            A3.1 | test_database_url.py | Parts of a URL, escapes, copies; the password is hidden | DatabaseUrlTest#hasParts \
            DatabaseUrlTest#readsAndPrints DatabaseUrlTest#changesOnePartAndNothingElse DatabaseUrlTest#hidesSecrets
            A3.2 | test_connection_options.py | Options from the URL and from the builder, which wins; TLS; unknown options are refused; a \
            password for each connection; the life of a connection | DatabaseOptionsTest#readsTheUrl \
            DatabaseOptionsTest#theBuilderWinsOverTheUrl BackendsTest#asksForThePasswordAnewForEachConnection \
            BackendsTest#refusesUnknownOptionsAndNamesTheNearest PoolHousekeepingTest#connectionsAreReplacedAtTheEndOfTheirLivesAndNotAllTogether \
            PostgresConnectTest#verifiesRemoteServersUnlessToldOtherwise MySqlConnectTest#aRemoteHostIsVerifiedUnlessSaidOtherwise LIF-10
            A3.3 | test_integration.py | A web service under forced rollback: each start begins anew \
            | WebServiceTest#everyStartUnderForcedRollbackBeginsAnew
            A3.4 | test_importer.py | Backends that are missing, broken, or ambiguous | BackendsTest#findsTheBackendOfAScheme \
            BackendsTest#listsWhatItFoundAndWhatToAdd BackendsTest#keepsTheCauseOfABrokenBackend BackendsTest#aBrokenBackendHidesNoOther
            A3.5 | the documentation's examples | Every Java snippet of the pages is compiled and run \
            | DocsTest#javaOfThePagesIsASnippetOfTheExamples
            """);

    private SeedSuite() {
    }

    private static List<Entry> parse(String table) {
        List<Entry> entries = new ArrayList<>();
        table.lines().forEach(line -> {
            String[] cells = Arrays.stream(line.split("\\|")).map(cell -> cell.strip().replaceAll("\\s+", " ")).toArray(String[]::new);
            entries.add(new Entry(cells[0], cells[1], cells[2], cells[3].equals("-") ? List.of() : List.of(cells[3].split(" "))));
        });
        return List.copyOf(entries);
    }

    /** The entries as a Markdown table. */
    static String markdown() {
        StringBuilder page = new StringBuilder("| Id | Test there | Behaviour | Held by |\n|---|---|---|---|\n");
        TESTS.forEach(entry -> page.append("| ").append(entry.id()).append(" | ").append(entry.test()).append(" | ").append(entry.subject())
                .append(" | ").append(String.join(", ", entry.heldBy())).append(" |\n"));
        return page.toString();
    }
}
