// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Unix socket behaves as drivers know it from others. */
class UnixSocketTest {

    @TempDir
    private Path folder;

    private ServerSocketChannel listener;
    private Socket socket;
    private SocketChannel other;

    @BeforeEach
    void connect() throws IOException {
        Path path = folder.resolve("test.sock");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        socket = new UnixSocket(path);
        socket.connect(null);
        other = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        other.close();
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30_000})
    void carriesWhatIsWritten(int timeout) throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        socket.setSoTimeout(timeout);
        CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
            try {
                while (buffer.hasRemaining()) {
                    other.read(buffer);
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    other.write(buffer);
                }
                other.shutdownOutput();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        socket.getOutputStream().write(bytes);
        assertArrayEquals(bytes, socket.getInputStream().readAllBytes());
        echo.get(30, TimeUnit.SECONDS);
    }

    @Test
    void isWholeAfterATimeOut() throws IOException {
        socket.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        other.write(ByteBuffer.wrap(new byte[] {7}));
        socket.setSoTimeout(0);
        assertEquals(7, socket.getInputStream().read());
        socket.getOutputStream().write(8);
        ByteBuffer answer = ByteBuffer.allocate(1);
        other.read(answer);
        assertEquals(8, answer.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60_000})
    void endsAReadWhenItIsClosed(int timeout) throws Exception {
        socket.setSoTimeout(timeout);
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return socket.getInputStream().read();
            } catch (IOException failure) {
                throw new CompletionException(failure);
            }
        });
        socket.close();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> read.get(30, TimeUnit.SECONDS));
        assertInstanceOf(SocketException.class, failure.getCause());
        assertTrue(socket.isClosed());
    }

    @Test
    void tellsWhereNobodyListens() throws IOException {
        Path nobody = folder.resolve("nobody.sock");
        try (Socket unconnected = new UnixSocket(nobody)) {
            SocketException failure = assertThrows(SocketException.class, () -> unconnected.connect(null, 1_000));
            assertTrue(failure.getMessage().contains(nobody.toString()), failure::getMessage);
        }
    }
}
