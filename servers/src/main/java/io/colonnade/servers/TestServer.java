// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

/**
 * A database server that the tests may use as they like. Safe for use by many threads.
 *
 * <p>A server that the build started lives until the JVM ends, whichever way it ends: {@link #close} stops it earlier.
 */
public interface TestServer extends AutoCloseable {

    /** A Colonnade URL of an existing database, user and password included: {@code postgresql://user:password@127.0.0.1:5432/test}. */
    String url();

    /** Stops a server that the build started and deletes its data; leaves a server of the user's own alone. Calling it again does nothing. */
    @Override
    void close();
}
