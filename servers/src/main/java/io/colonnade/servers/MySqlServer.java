// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MySQL 8.0 on a free loopback port. Its user {@code root} needs no password. The session time zone is not UTC unless a client says so.
 *
 * <p>With {@code COLONNADE_MYSQL_URL} set, {@link #shared} gives that server instead.
 */
public final class MySqlServer extends MySqlFamilyServer {

    private static final String VARIABLE = "COLONNADE_MYSQL_URL";
    private static final SharedServer<MySqlServer> SHARED = new SharedServer<>(VARIABLE,
            url -> new MySqlServer(url, null), MySqlServer::start);

    private MySqlServer(String url, MySqlProcess process) {
        super(url, process);
    }

    /**
     * The one server that all tests of this JVM share, started at the first call.
     *
     * @throws ServerUnavailableException if it cannot be had, at every call
     */
    public static MySqlServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server of its own, for tests that stop or change it.
     *
     * @param options of the server's command line, which win over those of all test servers
     * @throws ServerUnavailableException if it cannot be had
     */
    public static MySqlServer start(String... options) {
        MySqlProcess process = start("MySQL", VARIABLE, () -> {
            Path program = MySqlProcess.program("mysql", "bin/mysqld");
            requireLibraries(program);
            List<String> settings = new ArrayList<>(List.of("--mysqlx=OFF"));
            settings.addAll(List.of(options));
            return MySqlProcess.start("mysql", program, settings, folder -> initialize(program, folder));
        });
        return new MySqlServer("mysql://root@127.0.0.1:" + process.port + "/test", process);
    }

    private static void initialize(Path program, Path folder) throws IOException, InterruptedException {
        MySqlProcess.runToTheEnd(folder, List.of(program.toString(), "--no-defaults", "--initialize-insecure",
                "--user=" + System.getProperty("user.name"), "--datadir=" + folder.resolve("data"), "--innodb-flush-method=nosync",
                "--innodb-use-native-aio=0", "--innodb-redo-log-capacity=16M"), null);
    }

    private static void requireLibraries(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--no-defaults", "--version").redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0) {
            return;
        }
        if (words.contains("libaio.so.1")) {
            throw new ServerUnavailableException("MySQL 8.0 cannot be started here because libaio.so.1 is missing: install the Debian package "
                    + "libaio1 (apt-get install -y libaio1), or set " + VARIABLE + " to the URL of a server of your own.", null);
        }
        throw new IOException(words.strip());
    }
}
