// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.tls;

import io.colonnade.fire.Target;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.TestAuthority.Identity;
import io.colonnade.servers.TestServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A server of its own whose certificate can be replaced while it runs. Its superuser needs no password. */
final class TlsServer implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int POLL_MILLIS = 10;
    private static final int TLS_REQUEST = 80877103;
    private static final String ACCESS = """
            local all all trust
            hostssl all tls_client 127.0.0.1/32 cert
            host all postgres 127.0.0.1/32 trust
            """;

    private final Path certificate;
    private final Path key;
    private final TestServer server;
    private final Target target;

    /**
     * Starts it.
     *
     * @param authority the file of the authority whose clients it lets in
     * @throws io.colonnade.servers.ServerUnavailableException if it cannot be had
     */
    TlsServer(Engine engine, Path folder, Path authority, Identity first) throws IOException, SQLException {
        certificate = folder.resolve("server.pem");
        key = folder.resolve("server.key");
        put(first);
        String[] options = {"--ssl=ON", "--ssl-ca=" + authority, "--ssl-cert=" + certificate, "--ssl-key=" + key};
        server = switch (engine) {
            case POSTGRESQL -> PostgresServer.start(PostgresServer.NEWEST, Map.of("ssl", "on", "ssl_cert_file", certificate.toString(),
                    "ssl_key_file", key.toString(), "ssl_ca_file", authority.toString(),
                    "hba_file", Files.writeString(folder.resolve("pg_hba.conf"), ACCESS).toString()));
            case MYSQL -> MySqlServer.start(options);
            case MARIADB -> MariaDbServer.start(options);
            case SQLITE -> throw new IllegalArgumentException("SQLite has no TLS");
        };
        target = Target.of(server.url());
    }

    private void put(Identity identity) throws IOException {
        for (Path[] each : new Path[][] {{identity.certificate(), certificate}, {identity.key(), key}}) {
            Path next = each[1].resolveSibling(each[1].getFileName() + ".next");
            Files.copy(each[0], next, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, each[1], StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Target target() {
        return target;
    }

    int port() {
        return target.url().port();
    }

    /** The superuser. */
    String user() {
        return target.url().user();
    }

    String database() {
        return target.url().database();
    }

    /** Whoever connects from now on is shown this one; returns when that is so. */
    void show(Identity identity) throws IOException, SQLException, GeneralSecurityException, InterruptedException {
        put(identity);
        run(switch (target.engine()) {
            case POSTGRESQL -> "SELECT pg_reload_conf()";
            case MYSQL -> "ALTER INSTANCE RELOAD TLS";
            default -> "FLUSH SSL";
        });
        if (target.engine() == Engine.POSTGRESQL) {
            awaitShown(identity);
        }
    }

    void run(String sql) throws SQLException {
        try (Connection truth = target.truth(); Statement statement = truth.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (Connection truth = target.truth(); Statement statement = truth.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** PostgreSQL is told of it by a signal, and answers before it has read the file. */
    private void awaitShown(Identity identity) throws IOException, GeneralSecurityException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        try (InputStream in = Files.newInputStream(identity.certificate())) {
            Certificate expected = CertificateFactory.getInstance("X.509").generateCertificate(in);
            while (!expected.equals(shown())) {
                if (System.nanoTime() > end) {
                    throw new IOException("the server does not show its new certificate");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private Certificate shown() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 * Integer.BYTES);
            out.writeInt(TLS_REQUEST);
            if (new DataInputStream(socket.getInputStream()).readByte() != 'S') {
                throw new IOException("the server declines TLS");
            }
            try (SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port(), true)) {
                secured.startHandshake();
                return secured.getSession().getPeerCertificates()[0];
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** To see what a server shows, whoever it is. */
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
