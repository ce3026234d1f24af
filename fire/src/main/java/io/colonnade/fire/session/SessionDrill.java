// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Sets something in the session of the only connection of a pool, leaves it in one of nine ways, and asks the server, on behalf of the next
 * borrower, whether it is still there: every item in every way, with the reset of changed sessions and with one at every return.
 */
public final class SessionDrill implements Drill {

    private record Cell(Item item, Way way, boolean full) {

        @Override
        public String toString() {
            return item.name() + ", left by " + way + " with session_reset=" + (full ? "full" : "changed");
        }
    }

    private final Target target;
    private final Catalogue catalogue;
    private final Aftermath before;
    private final Connection truth;
    private final List<Cell> cells = new ArrayList<>();
    private Database database;
    private boolean opensFull;

    /** Prepares what the items need. */
    public SessionDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        truth = target.truth();
        catalogue = Catalogue.of(target.engine(), truth);
        try (Statement statement = truth.createStatement()) {
            for (String sql : catalogue.prepares()) {
                statement.execute(sql);
            }
        }
        for (boolean full : target.engine().isServer() ? new boolean[] {false, true} : new boolean[] {false}) {
            for (Item item : catalogue.items()) {
                item.ways().forEach(way -> cells.add(new Cell(item, way, full)));
            }
        }
    }

    /** How many rounds do everything once. */
    public int cells() {
        return cells.size();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws SQLException {
        Cell cell = cells.get((int) (number % cells.size()));
        Borrower borrower = borrower(cell.full());
        Object connection = borrower.identity();
        String fresh = borrower.next(cell.item());
        if (cell.way() == Way.RETURNED) {
            String own = borrower.own(cell.item());
            figures.expect(!own.equals(fresh), cell + ": whoever set it is told no other than before, " + fresh);
            close();
            borrower = borrower(cell.full());
            connection = borrower.identity();
            fresh = borrower.next(cell.item());
        }
        borrower.leave(cell.item(), cell.way());
        String seen = borrower.next(cell.item());
        judge(cell, fresh, seen, figures);
        figures.count(borrower.identity() == connection ? "reset" : "replaced");
        if (!seen.equals(fresh) || cell.item().kept() != null) {
            close();
        }
    }

    private static void judge(Cell cell, String fresh, String seen, Figures figures) {
        boolean stays = cell.item().stays(cell.full());
        boolean left = !seen.equals(fresh);
        figures.expect(!left || stays, cell + ": the next borrower is told " + seen + " in place of " + fresh);
        // A page that promises less than is kept is not true either.
        figures.expect(left || !stays || cell.way() != Way.SINGLE_CALL && cell.way() != Way.RETURNED, cell + " is gone, but " + cell.item().kept()
                + " says that it stays");
        figures.count(stays ? "stays as the manual says" : "gone");
    }

    private Borrower borrower(boolean full) {
        if (database != null && opensFull != full) {
            close();
        }
        if (database == null) {
            database = open(full);
            opensFull = full;
        }
        return new Borrower(database, catalogue.texts(), this::awaitRunning);
    }

    private Database open(boolean full) {
        DatabaseOptions.Builder options = DatabaseOptions.of(full ? target.url().withOption("session_reset", "full") : target.url());
        return Database.open(options.maxSize(1).build()).join();
    }

    private void awaitRunning(String sql, CompletableFuture<?> call) throws SQLException {
        if (catalogue.running() == null) {
            return;
        }
        try (PreparedStatement question = truth.prepareStatement(catalogue.running())) {
            question.setString(1, sql);
            boolean runs = false;
            while (!runs && !call.isDone()) {
                try (ResultSet row = question.executeQuery()) {
                    row.next();
                    runs = row.getInt(1) > 0;
                }
            }
        }
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        close();
        try (Statement statement = truth.createStatement()) {
            for (String sql : catalogue.cleans()) {
                statement.execute(sql);
            }
        }
        truth.close();
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
