// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a server is: a host and its port, or the Unix socket of a server on this machine. Read from a URL in one way for all backends.
 *
 * @param host a name or an address, without brackets; {@code localhost} where there is a socket
 * @param port the port
 * @param socket the socket's file; null where the server is reached by TCP
 * @since 0.1
 */
public record ServerAddress(String host, int port, Path socket) {

    /** The URL option that names a socket; a host that begins with a slash does as well. */
    public static final String OPTION = "socket";

    /** Nothing that could end the host within a driver's URL. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?");
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1|0:0:0:0:0:0:0:1");
    /** What an address of the operating system holds, less the zero behind it. */
    private static final int MOST_SOCKET_BYTES = 107;

    /**
     * Reads the address.
     *
     * @param host the host where the URL names none
     * @param port the port where the URL names none
     * @param socketName the beginning of the socket's name in a folder, which the port follows; null if a folder alone says nothing
     * @throws io.colonnade.error.ConfigurationException for a host or a socket that cannot be one
     */
    public static ServerAddress of(ConnectionSettings settings, String host, int port, String socketName) {
        int actualPort = settings.port() < 0 ? port : settings.port();
        String given = settings.host() == null ? "" : settings.host();
        String socket = settings.option(OPTION).orElse(null);
        if (socket != null && !given.isEmpty()) {
            throw invalid("The URL names the host \"" + given + "\" and the option socket is \"" + socket
                    + "\"; accepted is one of the two.");
        }
        if (socket != null || given.startsWith("/")) {
            return new ServerAddress("localhost", actualPort, socket(socket == null ? given : socket, actualPort, socketName));
        }
        String name = given.isEmpty() ? host : given.replaceAll("^\\[|]$", "");
        if (!HOST.matcher(name).matches()) {
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The host \"" + name + "\" is not accepted. Give one name or one"
                    + " address, or the path of a Unix socket, which begins with a slash.").build();
        }
        return new ServerAddress(name, actualPort, null);
    }

    private static Path socket(String given, int port, String socketName) {
        Path path = null;
        try {
            path = Path.of(given);
        } catch (InvalidPathException refusedBelow) {
            // It is no path at all.
        }
        if (path == null || !path.isAbsolute()) {
            throw invalid("The option socket is \"" + given + "\"; accepted is the path of a Unix socket from the root on.");
        }
        if (socketName != null && Files.isDirectory(path)) {
            path = path.resolve(socketName + port);
        }
        if (Files.isDirectory(path)) {
            throw invalid("The option socket is \"" + given + "\", which is a folder; accepted is the socket's file.");
        }
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST_SOCKET_BYTES) {
            throw invalid("The option socket leads to \"" + path + "\"; accepted are paths of up to " + MOST_SOCKET_BYTES
                    + " bytes, as the operating system has it.");
        }
        return path;
    }

    private static DatabaseException invalid(String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(OPTION).build();
    }

    /** Whether what is sent stays on this machine: to a socket, to {@code localhost} or to a loopback address. */
    public boolean isLocal() {
        return socket != null || LOOPBACK.matcher(host).matches();
    }

    /** The host and the port, or the socket. */
    @Override
    public String toString() {
        return socket != null ? socket.toString() : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
