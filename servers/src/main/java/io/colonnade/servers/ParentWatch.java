// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A shell that ends a server and deletes its folder as soon as this JVM is gone, in whatever way: it reads a pipe that the operating system
 * closes then. Started before the server, so that there is no moment at which the server is alone.
 */
final class ParentWatch {

    /** Signals are ignored: one sent to the whole group of processes must not end the watch before the server. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            pid=$(head -n 1 "$1/$2" 2>/dev/null)
            if [ -n "$pid" ]; then
                kill -QUIT "$pid" 2>/dev/null
                for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    kill -0 "$pid" 2>/dev/null || break
                    sleep 0.1
                done
                kill -KILL "$pid" 2>/dev/null
            fi
            rm -rf "$1"
            """;

    private final Process shell;

    private ParentWatch(Process shell) {
        this.shell = shell;
    }

    /**
     * Starts the watch.
     *
     * @param folder the server's folder
     * @param pidFile the file in it whose first line is the server's process id
     */
    static ParentWatch start(Path folder, String pidFile) throws IOException {
        return new ParentWatch(new ProcessBuilder("sh", "-c", SCRIPT, "colonnade-watch", folder.toString(), pidFile)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Ends the server now; returns when it is gone and its folder deleted. */
    void end() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException alreadyGone) {
            // The shell has ended, and with it its work is done.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
