// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A web service whose tests leave nothing behind: what one start of it wrote, the next one does not find. */
class WebServiceTest {

    private static final String TABLE = "web_service_notes";

    @Test
    void everyStartUnderForcedRollbackBeginsAnew() throws Exception {
        try (Participants participants = new Participants()) {
            for (Database plain : participants.databases().values()) {
                plain.execute("DROP TABLE IF EXISTS " + TABLE).join();
                plain.execute("CREATE TABLE " + TABLE + " (text VARCHAR(100))").join();
                try {
                    DatabaseOptions options = DatabaseOptions.of(plain.url()).forceRollback(true).build();
                    assertEquals("[example]", start(options, "example"));
                    assertEquals("[]", start(options, null));
                } finally {
                    plain.execute("DROP TABLE " + TABLE).join();
                }
            }
        }
    }

    /** Starts the service, posts a note if there is one, and gives what the service answers then. */
    private static String start(DatabaseOptions options, String note) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Database database = Database.open(options).join()) {
            server.createContext("/notes", exchange -> answer(database, exchange));
            server.start();
            URI notes = URI.create("http://localhost:" + server.getAddress().getPort() + "/notes");
            HttpClient client = HttpClient.newHttpClient();
            if (note != null) {
                client.send(HttpRequest.newBuilder(notes).POST(BodyPublishers.ofString(note)).build(), BodyHandlers.ofString());
            }
            return client.send(HttpRequest.newBuilder(notes).build(), BodyHandlers.ofString()).body();
        } finally {
            server.stop(0);
        }
    }

    private static void answer(Database database, HttpExchange exchange) throws IOException {
        CompletableFuture<String> body = exchange.getRequestMethod().equals("POST")
                ? database.execute("INSERT INTO " + TABLE + " (text) VALUES (:text)", new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                        .thenApply(result -> "")
                : database.fetchAll("SELECT text FROM " + TABLE).thenApply(rows -> rows.stream().map(row -> row.getString("text"))
                        .collect(Collectors.joining(",", "[", "]")));
        body.whenComplete((text, failure) -> respond(exchange, failure == null ? 200 : 500, failure == null ? text : failure.toString()));
    }

    private static void respond(HttpExchange exchange, int status, String text) {
        try (exchange) {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
