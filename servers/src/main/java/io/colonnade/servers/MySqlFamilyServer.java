// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What MySQL and MariaDB have in common: a process that the build started, or a server of the user's own, which has none. */
public abstract sealed class MySqlFamilyServer implements OwnServer permits MySqlServer, MariaDbServer {

    private final String url;
    private final MySqlProcess process;

    MySqlFamilyServer(String url, MySqlProcess process) {
        this.url = url;
        this.process = process;
    }

    /** What is done to start a server, and may fail in the ways in which that does. */
    interface Start {
        MySqlProcess run() throws IOException, InterruptedException;
    }

    /** What is done to a process that runs. */
    private interface Action {
        long run() throws IOException, InterruptedException;
    }

    /**
     * Starts a process.
     *
     * @param product how the errors call it
     * @param variable the one that would hold the URL of a server of the user's own
     */
    static MySqlProcess start(String product, String variable, Start start) {
        try {
            return start.run();
        } catch (IOException failure) {
            throw new ServerUnavailableException(product + " cannot be started here (" + failure.getMessage() + "); set " + variable
                    + " to the URL of a server of your own.", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("The start of " + product + " was interrupted.", interrupted);
        }
    }

    private static long act(Action action) {
        try {
            return action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public final String url() {
        return url;
    }

    /** Its Unix socket; null for a server of the user's own. */
    public final Path socket() {
        return process == null ? null : process.socket();
    }

    @Override
    public final void crash() {
        act(own()::crash);
    }

    @Override
    public final void stop() {
        act(own()::stop);
    }

    @Override
    public final long startAgain() {
        return act(own()::start);
    }

    @Override
    public final long awaitAccepting() {
        return act(own()::awaitAccepting);
    }

    @Override
    public final void pause() {
        Signals.stop(() -> List.of(own().pid()));
    }

    @Override
    public final void resume() {
        Signals.resume(List.of(own().pid()));
    }

    @Override
    public final List<Long> backends() {
        own();
        return List.of();
    }

    @Override
    public final void killBackend(long backend) {
        own();
    }

    private MySqlProcess own() {
        if (process == null) {
            throw new IllegalStateException("this server is the user's own: nothing is done to it");
        }
        return process;
    }

    @Override
    public final void close() {
        if (process != null) {
            process.close();
        }
    }
}
