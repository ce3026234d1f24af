// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.DatabaseUrl;
import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.streams.RowStreamVerification;

/** The verification of Reactive Streams on PostgreSQL. */
public class ReactiveStreamsTest extends RowStreamVerification {

    /** Made by TestNG. */
    public ReactiveStreamsTest() {
    }

    @Override
    protected DatabaseUrl url() {
        return Servers.url(PostgresServer.NEWEST);
    }
}
