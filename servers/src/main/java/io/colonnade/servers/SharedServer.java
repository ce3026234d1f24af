// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.util.function.Function;
import java.util.function.Supplier;

/** A server that all tests of this JVM share: started at the first call, or a server of the user's own. Safe for use by many threads. */
final class SharedServer<S extends TestServer> {

    private final String variable;
    private final Function<String, S> own;
    private final Supplier<S> start;
    private S server;
    private ServerUnavailableException reason;

    /**
     * A server that is not started yet.
     *
     * @param variable of the environment, that may hold the URL of a server of the user's own
     * @param own makes a server of such a URL
     * @param start starts one
     */
    SharedServer(String variable, Function<String, S> own, Supplier<S> start) {
        this.variable = variable;
        this.own = own;
        this.start = start;
    }

    /** The server; if it cannot be had, it is not tried again. */
    synchronized S get() {
        if (server == null && reason == null) {
            try {
                String url = System.getenv(variable);
                server = url == null || url.isBlank() ? start.get() : own.apply(url);
            } catch (ServerUnavailableException failure) {
                reason = failure;
            }
        }
        if (reason != null) {
            throw new ServerUnavailableException(reason.getMessage(), reason);
        }
        return server;
    }
}
