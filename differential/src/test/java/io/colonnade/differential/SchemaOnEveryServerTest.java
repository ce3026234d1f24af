// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.SchemaTables.CIRCLE;
import static io.colonnade.differential.SchemaTables.Customers.CUSTOMERS;
import static io.colonnade.differential.SchemaTables.Items.ITEMS;
import static io.colonnade.differential.SchemaTables.Members.MEMBERS;
import static io.colonnade.differential.SchemaTables.Orders.ORDERS;
import static io.colonnade.differential.SchemaTables.SHOP;
import static io.colonnade.differential.SchemaTables.Teams.TEAMS;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.dropIndex;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.CatalogDifference;
import io.colonnade.CatalogTable;
import io.colonnade.Database;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sets of tables on every database: created, used, compared and dropped. */
class SchemaOnEveryServerTest {

    @BeforeEach
    @AfterEach
    void dropped() {
        each(database -> database.execute(dropAll(SHOP).ifExists()).thenCompose(gone -> database.execute(dropAll(CIRCLE).ifExists())).join());
    }

    private static void created() {
        each(database -> database.execute(createAll(SHOP)).join());
    }

    private static void violates(Type type, Statement statement) {
        each(database -> assertEquals(type, failure(database, statement).constraint().orElseThrow().type()));
    }

    private static StatementException failure(Database database, Statement statement) {
        return assertInstanceOf(StatementException.class,
                assertThrows(CompletionException.class, () -> database.execute(statement).join()).getCause());
    }

    private static void run(Statement statement) {
        each(database -> database.execute(statement).join());
    }

    @Test
    void constraintsHold() {
        created();
        run(insertInto(CUSTOMERS).set(CUSTOMERS.country, "de").set(CUSTOMERS.number, 1).set(CUSTOMERS.email, "a@example.org"));
        violates(Type.CHECK, insertInto(CUSTOMERS).set(CUSTOMERS.country, "de").set(CUSTOMERS.number, 0));
        Statement sameKey = insertInto(CUSTOMERS).set(CUSTOMERS.country, "de").set(CUSTOMERS.number, 1);
        each(database -> assertTrue(Set.of(Type.UNIQUE, Type.PRIMARY_KEY).contains(failure(database, sameKey).constraint().orElseThrow()
                .type())));
        violates(Type.UNIQUE, insertInto(CUSTOMERS).set(CUSTOMERS.country, "fr").set(CUSTOMERS.number, 1)
                .set(CUSTOMERS.email, "a@example.org"));
        violates(Type.FOREIGN_KEY, insertInto(ORDERS).set(ORDERS.id, 1L).set(ORDERS.country, "de").set(ORDERS.customer, 2));
        run(insertInto(ORDERS).set(ORDERS.id, 1L).set(ORDERS.country, "de").set(ORDERS.customer, 1));
        run(insertInto(ITEMS).set(ITEMS.order, 1L).set(ITEMS.line, 1).set(ITEMS.price, 5).set(ITEMS.pieces, 3));
        violates(Type.UNIQUE, insertInto(ITEMS).set(ITEMS.order, 1L).set(ITEMS.line, 1).set(ITEMS.price, 5));
        assertEquals(List.of(List.of(15)), EveryServer.rows(select(ITEMS.total).from(ITEMS)));
        assertEquals(List.of(List.of("it's \\ 100 %", true)), EveryServer.rows(select(CUSTOMERS.name, CUSTOMERS.active).from(CUSTOMERS)));
        run(update(CUSTOMERS).set(CUSTOMERS.number, 7));
        assertEquals(List.of(List.of("de", 7)), EveryServer.rows(select(ORDERS.country, ORDERS.customer).from(ORDERS)));
        run(deleteFrom(CUSTOMERS));
        assertEquals(List.of(), EveryServer.rows(select(ITEMS.line).from(ITEMS)));
    }

    @Test
    void theCatalogueShowsWhatWasCreated() {
        created();
        each(database -> {
            assertTrue(database.catalog().tableNames().join().containsAll(List.of("ddl_customers", "ddl_items", "ddl_orders")));
            CatalogTable customers = table(database, "ddl_customers");
            assertEquals(List.of("country", "number", "name", "active", "email"),
                    customers.columns().stream().map(CatalogTable.Column::name).toList());
            assertEquals(List.of(false, false, false, false, true),
                    customers.columns().stream().map(CatalogTable.Column::nullable).toList());
            assertTrue(customers.columns().get(2).defaultValue().orElseThrow().contains("100 %"), customers::toString);
            assertFalse(customers.columns().get(2).type().isEmpty());
            assertEquals(List.of("country", "number"), customers.primaryKey().orElseThrow().columns());
            assertEquals(List.of(List.of("email")), customers.uniqueConstraints().stream().map(CatalogTable.Key::columns).toList());
            assertEquals(List.of(new CatalogTable.Index("ix_ddl_customers_name_number", false,
                    List.of(Optional.of("name"), Optional.of("number")))), customers.indexes());
            CatalogTable.ForeignKey key = table(database, "ddl_orders").foreignKeys().get(0);
            assertEquals(List.of("country", "customer"), key.columns());
            assertEquals(List.of("country", "number"), key.references());
            assertEquals("CASCADE CASCADE", key.onDelete() + " " + key.onUpdate());
            assertEquals(Optional.empty(), key.schema());
            assertEquals(Optional.empty(), database.catalog().table("ddl_nothing").join());
        });
    }

    private static CatalogTable table(Database database, String name) {
        return database.catalog().table(name).join().orElseThrow();
    }

    @Test
    void whatIsDeclaredIsWhatIsThere() {
        assertEquals(List.of("MISSING_TABLE table ddl_items", "MISSING_TABLE table ddl_orders", "MISSING_TABLE table ddl_customers"),
                differences());
        created();
        assertEquals(List.of(), differences());
        run(dropIndex(CUSTOMERS.byName));
        assertEquals(List.of("MISSING_INDEX index ix_ddl_customers_name_number"), differences());
        each(database -> database.catalog().compare(SHOP).join()
                .forEach(difference -> database.execute(difference.remedy().orElseThrow()).join()));
        assertEquals(List.of(), differences());
    }

    private static List<String> differences() {
        return same(database -> database.catalog().compare(SHOP).join().stream()
                .map((CatalogDifference difference) -> difference.kind() + " " + difference.what()).toList());
    }

    @Test
    void createsWhatIsMissingAndLeavesWhatIsThere() {
        created();
        run(insertInto(CUSTOMERS).set(CUSTOMERS.country, "de").set(CUSTOMERS.number, 1));
        each(database -> {
            database.execute(dropTable(ITEMS)).join();
            database.execute(createAll(SHOP).ifNotExists()).join();
            database.execute(createAll(SHOP).ifNotExists()).join();
        });
        assertEquals(List.of(), differences());
        assertEquals(List.of(List.of("de")), EveryServer.rows(select(CUSTOMERS.country).from(CUSTOMERS)));
        each(database -> assertEquals(ErrorKind.NOT_FOUND, failure(database, dropTable(TEAMS)).kind()));
    }

    @Test
    void tablesReferToEachOther() {
        each(database -> database.execute(createAll(CIRCLE)).join());
        each(database -> database.execute(createAll(CIRCLE).ifNotExists()).join());
        run(insertInto(TEAMS).set(TEAMS.id, 1));
        run(insertInto(MEMBERS).set(MEMBERS.id, 2).set(MEMBERS.team, 1));
        run(update(TEAMS).set(TEAMS.captain, 2));
        violates(Type.FOREIGN_KEY, update(TEAMS).set(TEAMS.captain, 3));
        violates(Type.FOREIGN_KEY, update(MEMBERS).set(MEMBERS.team, 3));
        each(database -> database.execute(dropAll(CIRCLE)).join());
        each(database -> assertFalse(database.catalog().tableNames().join().contains("ddl_teams")));
    }
}
