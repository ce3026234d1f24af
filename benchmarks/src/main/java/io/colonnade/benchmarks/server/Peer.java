// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import java.util.concurrent.CompletionStage;

/** One way to reach the server, with a pool of {@link #CONNECTIONS}. Each operation completes with its part of a checksum. */
interface Peer extends AutoCloseable {

    int CONNECTIONS = 8;
    int FEW_CONNECTIONS = 2;
    int FETCH_SIZE = 256;

    String name();

    /** One row of four columns by its key. */
    CompletionStage<Long> select(long key);

    /** So many rows, one select after the other on one connection. */
    CompletionStage<Long> selects(long firstKey, int count);

    /** Selects a row and updates it, in a transaction. */
    CompletionStage<Long> transaction(long key);

    /** A list of rows of ten columns, all of them read. */
    CompletionStage<Long> fetch(long after, int count);

    /** Rows of three columns one by one, with bounded memory. */
    CompletionStage<Long> stream(int count);

    /** Inserts all items in a transaction. */
    CompletionStage<Long> insert();

    /** Whether it is measured with that workload. */
    default boolean does(ServerWorkload workload) {
        return true;
    }

    @Override
    void close();
}
