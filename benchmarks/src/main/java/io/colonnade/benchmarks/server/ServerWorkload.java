// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A kind of work that all peers do alike. */
enum ServerWorkload {

    SELECT("select one row by key", "operations", 1, 30_000, 1, 16, 64, 256) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.select(key(index));
        }
    },
    SELECTS("20 selects on one connection", "operations", 1, 1_500, 1, 16, 64) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.selects(key(index), 20);
        }
    },
    TRANSACTION("transaction of select and update", "operations", 1, 8_000, 1, 16, 64) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.transaction(key(index));
        }
    },
    FETCH("fetch 1,000 rows of 10 columns", "operations", 1, 400, 1, 16) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.fetch(index * 997L % (Sql.MIXED_ROWS - 1_000), 1_000);
        }
    },
    STREAM("stream 100,000 rows", "rows", Sql.NUMBERS_ROWS, 8, 1, 8) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.stream(Sql.NUMBERS_ROWS);
        }
    },
    INSERT("insert batches of 1,000 rows", "rows", 1_000, 40, 1, 8) {
        @Override
        CompletionStage<Long> operation(Peer peer, int index) {
            return peer.insert();
        }
    };

    final String title;
    final String unit;
    final int unitsPerOperation;
    /** What a round does in all with more than one caller. */
    private final int operations;
    final List<Integer> callers;

    ServerWorkload(String title, String unit, int unitsPerOperation, int operations, Integer... callers) {
        this.title = title;
        this.unit = unit;
        this.unitsPerOperation = unitsPerOperation;
        this.operations = operations;
        this.callers = List.of(callers);
    }

    /** How many operations a round does in all: fewer for one caller, who is slower. */
    int operations(int ofCallers) {
        return ofCallers == 1 ? operations / 2 : operations;
    }

    abstract CompletionStage<Long> operation(Peer peer, int index);

    private static long key(int index) {
        return index * 31L % Sql.MIXED_ROWS + 1;
    }
}
