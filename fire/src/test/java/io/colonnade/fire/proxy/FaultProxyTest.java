// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The proxy does what it says, and nothing else, to a client of a server that says everything back. */
@Timeout(60)
class FaultProxyTest {

    private static final byte[] WORDS = "SELECT words FROM the_wire".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Listener server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new Listener();
        proxy = FaultProxy.start("127.0.0.1", server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesAndCountsWhatIsSaidBothWays() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertArrayEquals(WORDS, client.getInputStream().readNBytes(WORDS.length));
            client.shutdownOutput();
            assertEquals(-1, client.getInputStream().read());
        }
        Link link = proxy.newest();
        assertTrue(link.awaitEnd(PATIENCE));
        for (Direction direction : Direction.values()) {
            assertEquals(WORDS.length, link.received(direction));
            assertEquals(WORDS.length, link.forwarded(direction));
        }
        assertFalse(link.isCut());
        assertEquals("end", server.end());
    }

    @ParameterizedTest
    @EnumSource
    void cutsWhatTheClientSaysAfterThatManyBytes(Ending ending) throws IOException {
        for (int bytes = 0; bytes <= WORDS.length; bytes += 13) {
            int length = bytes;
            try (Listener target = new Listener(); FaultProxy own = FaultProxy.start("127.0.0.1", target.port())) {
                own.plan(link -> link.cutAfter(Direction.TO_SERVER, length, ending));
                try (Socket client = connect(own)) {
                    say(client);
                    Link link = linkOf(own);
                    assertTrue(link.awaitCut(PATIENCE));
                    assertEquals(length, link.forwarded(Direction.TO_SERVER));
                    if (ending == Ending.SILENCE) {
                        while (link.received(Direction.TO_SERVER) < WORDS.length) {
                            Thread.onSpinWait();
                        }
                        assertEquals(0, client.getInputStream().available());
                        link.close();
                    }
                    assertEquals(ending == Ending.RESET ? "reset" : "end", target.end());
                    assertArrayEquals(Arrays.copyOf(WORDS, length), target.heard());
                }
            }
        }
    }

    private static void say(Socket client) throws IOException {
        try {
            client.getOutputStream().write(WORDS);
        } catch (SocketException cut) {
            // It was, before the first byte.
        }
    }

    private static Link linkOf(FaultProxy proxy) {
        while (proxy.links().isEmpty()) {
            Thread.onSpinWait();
        }
        return proxy.newest();
    }

    @Test
    void theClientReadsWhatPassedAndThenTheEnd() throws IOException {
        proxy.plan(link -> link.cutAfter(Direction.TO_CLIENT, 7, Ending.FIN));
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertArrayEquals(Arrays.copyOf(WORDS, 7), client.getInputStream().readAllBytes());
            client.getOutputStream().write(WORDS);
        }
        assertEquals("end", server.end());
        assertArrayEquals(WORDS, server.heard());
    }

    @Test
    void theClientIsToldOfAReset() throws IOException {
        proxy.plan(link -> link.cutAfter(Direction.TO_CLIENT, 7, Ending.RESET));
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertThrows(SocketException.class, client.getInputStream()::readAllBytes);
        }
        assertTrue(proxy.newest().awaitEnd(PATIENCE));
    }

    @Test
    void countsFromWhereItWasTold() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertArrayEquals(WORDS, client.getInputStream().readNBytes(WORDS.length));
            proxy.newest().cutAfter(Direction.TO_SERVER, 3, Ending.FIN);
            proxy.newest().cutAfter(Direction.TO_CLIENT, 5, Ending.FIN);
            client.getOutputStream().write(WORDS);
            assertArrayEquals(Arrays.copyOf(WORDS, 5), client.getInputStream().readAllBytes());
        }
        assertEquals(2 * WORDS.length, server.heard().length);
    }

    static List<Shape> shapes() {
        return List.of(Shape.PLAIN, Shape.SPLIT, Shape.delayed(Duration.ofMillis(3)), Shape.drip(5, Duration.ofMillis(2)),
                Shape.merged(Duration.ofMillis(20)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void noShapeChangesWhatIsSaid(Shape shape) throws IOException {
        proxy.plan(link -> {
            link.shape(Direction.TO_SERVER, shape);
            link.shape(Direction.TO_CLIENT, shape);
        });
        long began = System.nanoTime();
        try (Socket client = connect()) {
            for (byte word : WORDS) {
                client.getOutputStream().write(word);
            }
            assertArrayEquals(WORDS, client.getInputStream().readNBytes(WORDS.length));
        }
        // Sooner than that it cannot have been.
        assertTrue(System.nanoTime() - began >= 2 * Math.max(shape.pause().toNanos(), shape.gather().toNanos()));
        assertEquals("end", server.end());
        assertArrayEquals(WORDS, server.heard());
    }

    @Test
    void aServerThatDoesNotRunIsAnEnd() throws IOException {
        int nobody;
        try (ServerSocket left = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = left.getLocalPort();
        }
        try (FaultProxy own = FaultProxy.start("127.0.0.1", nobody); Socket client = connect(own)) {
            assertEquals(-1, client.getInputStream().read());
            assertEquals(List.of(), own.links());
        }
    }

    @Test
    void refusesWhatItCouldNotDo() {
        assertThrows(IllegalArgumentException.class, () -> Shape.drip(0, Duration.ZERO));
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    /** A read that would wait for ever is a failure: no interrupt ends it. */
    private static Socket connect(FaultProxy to) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), to.port());
        client.setSoTimeout((int) PATIENCE.toMillis());
        return client;
    }
}
