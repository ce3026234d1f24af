// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Something that lives in a session.
 *
 * @param name what it is
 * @param sets the statements that set it; some may fail
 * @param driver sets it on the driver's own connection, where no statement can; else null
 * @param asks the statement to which a session where it is set gives another answer, or another error, than a fresh one
 * @param ways how it can be left
 * @param kept whether the manual says that it stays
 */
public record Item(String name, List<String> sets, Setter driver, String asks, Set<Way> ways, Kept kept) {

    /** Sets something on the driver's own connection. */
    interface Setter {
        void on(Connection connection) throws SQLException;
    }

    /**
     * What a page of the manual says that it stays.
     *
     * @param always whether {@code session_reset=full} does not undo it either
     * @param page the page
     * @param words in which it says so
     */
    public record Kept(boolean always, String page, String words) {
    }

    static Item of(String name, String asks, String... sets) {
        return new Item(name, List.of(sets), null, asks, EnumSet.allOf(Way.class), null);
    }

    static Item ofDriver(String name, String asks, Setter setter) {
        return new Item(name, List.of(), setter, asks, Way.PINNED, null);
    }

    /** The same for what makes sense only where all statements run on one connection, outside transactions of Colonnade's. */
    Item pinned() {
        return new Item(name, sets, driver, asks, Way.PINNED, kept);
    }

    /** The same for what stays unless every return resets. */
    Item unlessFull(String page, String words) {
        return new Item(name, sets, driver, asks, ways, new Kept(false, page, words));
    }

    /** The same for what stays in any case. */
    Item always(String page, String words) {
        return new Item(name, sets, driver, asks, ways, new Kept(true, page, words));
    }

    /** Whether the manual says that it stays, with every return a reset or not. */
    boolean stays(boolean full) {
        return kept != null && (kept.always() || !full);
    }
}
