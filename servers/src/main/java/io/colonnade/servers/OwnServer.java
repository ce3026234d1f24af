// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.util.List;

/**
 * A server that the tests started for themselves, so that they may do to it what happens to servers. Each method throws
 * {@link IllegalStateException} on a server of the user's own, which only {@code shared} can give. Not for use by several threads at a time.
 */
public interface OwnServer extends TestServer {

    /** Kills all of its processes at once. What it was told to commit it has handed to the operating system. */
    void crash();

    /** Stops it as an administrator does, who does not wait for the clients; returns when it is gone. */
    void stop();

    /**
     * Starts it again after {@link #crash} or {@link #stop}, on the same port and data; returns when it accepts connections.
     *
     * @return the first instant at which it was seen to accept one, as {@link System#nanoTime} counts; it is late by a few milliseconds at most
     */
    long startAgain();

    /** Waits until it accepts connections, such as after {@link #killBackend}; gives the instant as {@link #startAgain} does. */
    long awaitAccepting();

    /** Stops all of its processes where they are, as a machine that hangs. */
    void pause();

    /** Lets them go on. */
    void resume();

    /** The ids of its processes that serve one client each; empty where clients are threads of one process, of which no signal ends one alone. */
    List<Long> backends();

    /**
     * Kills one of {@link #backends}, and waits for what the server does about it: PostgreSQL ends all others and recovers.
     *
     * @param process its id; nothing is done if it has ended already
     */
    void killBackend(long process);
}
