// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TableTest {

    static final class Nodes extends Table {
        final Column<Long> id = generatedKey("id", BIGINT);
        final Column<String> name = column("name", TEXT, notNull(), unique(), defaultValue("x"));
        final Column<Long> parent = column("parent", BIGINT, references(id, ReferentialAction.SET_NULL));

        Nodes() {
            super("tree", "nodes");
        }
    }

    /** A table that is declared by the test itself. */
    private static final class Open extends Table {
        Open(Consumer<Open> declarations) {
            super("open");
            declarations.accept(this);
        }
    }

    private static void refused(String message, Executable executable) {
        assertEquals(message, assertThrows(UsageException.class, executable).getMessage());
    }

    @Test
    void aColumnKnowsWhatWasDeclared() {
        Nodes nodes = new Nodes();
        assertEquals(List.of(nodes.id, nodes.name, nodes.parent), nodes.columns());
        assertEquals(Optional.of(nodes.id), nodes.generatedKey());
        assertEquals(Optional.of(nodes.name), nodes.find("name"));
        assertEquals(Optional.empty(), nodes.find("Name"));
        assertEquals(Optional.of("tree"), nodes.schema());
        assertEquals("tree.nodes", nodes.toString());
        assertTrue(nodes.id.isPrimaryKey() && nodes.id.isGenerated() && !nodes.id.isNullable());
        assertTrue(nodes.name.isUnique() && !nodes.name.isNullable() && !nodes.name.isPrimaryKey());
        assertTrue(nodes.parent.isNullable() && !nodes.parent.isUnique() && nodes.parent.defaultValue().isEmpty());
        assertEquals(Optional.of(Sql.value("x")), nodes.name.defaultValue());
        assertEquals(List.of(new ForeignKey(List.of(nodes.parent), List.of(nodes.id), ReferentialAction.SET_NULL)), nodes.foreignKeys());
        assertSame(nodes, nodes.parent.table());
        assertEquals("nodes.parent", nodes.parent.toString());
    }

    @Test
    void tablesAndColumnsAreEqualOnlyToThemselves() {
        assertNotEquals(new Nodes(), new Nodes());
        assertNotEquals(new Nodes().id, new Nodes().id);
        Nodes nodes = new Nodes();
        assertEquals(nodes.as("a").column(nodes.id), nodes.as("a").column(nodes.id));
        assertFalse(nodes.as("a").equals(nodes.as("b")));
    }

    @Test
    void theFirstUseEndsTheDeclaration() {
        Open table = new Open(open -> open.column("a", INTEGER));
        table.column("b", INTEGER);
        List<Column<?>> columns = table.columns();
        refused("table open: column c is declared after the table was used; declare it in a field or in the constructor",
                () -> table.column("c", INTEGER));
        refused("table open: a foreign key is declared after the table was used; declare it in a field or in the constructor",
                () -> table.foreignKey(columns, columns, ReferentialAction.NO_ACTION));
        refused("table open: a unique constraint is declared after the table was used; declare it in a field or in the constructor",
                () -> table.unique(columns.get(0)));
        assertThrows(UnsupportedOperationException.class, () -> columns.remove(0));
        assertEquals(2, table.columns().size());
    }

    @Test
    void declarationsThatCannotBeMeant() {
        Nodes nodes = new Nodes();
        refused("table open declares column a twice", () -> new Open(t -> {
            t.column("a", INTEGER);
            t.column("a", BIGINT);
        }));
        refused("table open: a generated key is the whole primary key, but columns a and b both claim it", () -> new Open(t -> {
            t.generatedKey("a", INTEGER);
            t.column("b", BIGINT, Table.primaryKey());
        }));
        refused("column open.a: a generated key is SMALLINT, INTEGER or BIGINT, not DOUBLE",
                () -> new Open(t -> t.generatedKey("a", Types.DOUBLE)));
        refused("the name of a column of table open is null", () -> new Open(t -> t.column(null, INTEGER)));
        refused("the name of a column of table open is empty", () -> new Open(t -> t.column("", INTEGER)));
        refused("the name of a column of table open contains the character NUL at offset 1", () -> new Open(t -> t.column("a\0b",
                INTEGER)));
        refused("the type of column open.a is null", () -> new Open(t -> t.column("a", null)));
        refused("the unique constraint of table open names column nodes.id of another table", () -> new Open(t -> t.unique(nodes.id)));
        refused("the foreign key of table open names column nodes.id of another table",
                () -> new Open(t -> t.foreignKey(List.of(nodes.id), List.of(nodes.id), ReferentialAction.CASCADE)));
        refused("a foreign key of 1 columns [nodes.id] references 2 columns [nodes.id, nodes.parent]; give as many",
                () -> new ForeignKey(List.of(nodes.id), List.of(nodes.id, nodes.parent), ReferentialAction.CASCADE));
        refused("a foreign key references columns of several tables: [nodes.id, nodes.id]",
                () -> new ForeignKey(List.of(nodes.id, nodes.parent), List.of(nodes.id, new Nodes().id), ReferentialAction.CASCADE));
        refused("table open declares no columns", () -> Sql.createTable(new Open(t -> { })));
    }

    @Test
    void aliasesAndDerivedTablesGiveTheirOwnColumnsOnly() {
        Nodes nodes = new Nodes();
        refused("column nodes.id belongs to another table than alias n of table nodes", () -> nodes.as("n").column(new Nodes().id));
        DerivedTable derived = Sql.select(nodes.id, nodes.name.as("label")).from(nodes).as("d");
        assertEquals("d.id", derived.column(nodes.id).toString());
        assertEquals("d.label", derived.column(nodes.name.as("label")).toString());
        refused("derived table d does not return column nodes.parent; add it to its select", () -> derived.column(nodes.parent));
        refused("derived table d does not return a column labelled x; add it to its select", () -> derived.column(nodes.name.as("x")));
    }
}
