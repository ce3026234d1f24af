// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes of a PostgreSQL server: the postmaster and its children, of which each client has one. */
final class PostgresProcesses {

    /** As a backend calls itself: user, database, and where its client is. */
    private static final Pattern BACKEND = Pattern.compile("postgres: .* (\\[local]|[0-9a-f.:]+\\(\\d+\\)) .*", Pattern.DOTALL);
    private static final int PROTOCOL = 3 << 16;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Path data;

    /** Of the server on a folder of data. */
    PostgresProcesses(Path data) {
        this.data = data;
    }

    List<Long> ids() {
        return all().stream().map(ProcessHandle::pid).toList();
    }

    List<Long> backends() {
        return ids().stream().filter(PostgresProcesses::isBackend).toList();
    }

    private static boolean isBackend(long process) {
        try {
            return BACKEND.matcher(Files.readString(Path.of("/proc", Long.toString(process), "cmdline"), StandardCharsets.ISO_8859_1)).matches();
        } catch (IOException ended) {
            return false;
        }
    }

    void killAll() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** The postmaster ends all of its children then, for the one that was killed may have damaged the memory that they share. */
    void killBackend(long backend) {
        List<ProcessHandle> children = postmaster().descendants().toList();
        for (ProcessHandle child : children) {
            if (child.pid() == backend && child.destroyForcibly()) {
                children.forEach(PostgresProcesses::awaitEnd);
            }
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private List<ProcessHandle> all() {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private ProcessHandle postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0))).orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A server that accepts a client asks for authentication, or says that none is needed; one that does not says why. */
    static boolean accepts(Socket socket) throws IOException {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        parameters.write("user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(2 * Integer.BYTES + parameters.size());
        out.writeInt(PROTOCOL);
        parameters.writeTo(out);
        if (socket.getInputStream().read() != 'R') {
            return false;
        }
        out.writeByte('X');
        out.writeInt(Integer.BYTES);
        return true;
    }
}
