// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import io.colonnade.Database;
import java.util.List;
import java.util.Map;

/** The program of the README. */
public final class HighScores {

    private HighScores() {
    }

    /** Takes no arguments. */
    public static void main(String[] args) {
        // snippet: high-scores
        try (Database db = Database.open("sqlite:///:memory:").join()) {
            db.execute("CREATE TABLE scores (player TEXT NOT NULL, points INTEGER NOT NULL)")
                    .thenCompose(created -> db.executeMany("INSERT INTO scores VALUES (:player, :points)", List.of(
                            Map.of("player", "Ada", "points", 920),
                            Map.of("player", "Grace", "points", 1110),
                            Map.of("player", "Edsger", "points", 870))))
                    .thenCompose(counts -> db.fetchAll(
                            "SELECT player, points FROM scores WHERE points > :least ORDER BY points DESC", 900))
                    .thenAccept(rows -> rows.forEach(row ->
                            System.out.println(row.getString("player") + " has " + row.getInt("points") + " points")))
                    .join();
        }
        // end
    }
}
