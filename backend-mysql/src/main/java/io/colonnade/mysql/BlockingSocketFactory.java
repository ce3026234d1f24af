// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.NonRegisteringDriver;
import io.colonnade.jdbc.DriverClasses;
import io.colonnade.jdbc.SocketWatch;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Properties;

/**
 * Makes the sockets of the driver, which loads it by its name; public for that alone. A plain {@link Socket} that was connected with a
 * time-out never blocks in the kernel again: each answer that is waited for then costs two system calls more. That of a channel does, an
 * interrupt of the thread that waits closes it, and it can be watched.
 */
public final class BlockingSocketFactory extends LimitedSocketFactory {

    /** For the driver. */
    public BlockingSocketFactory() {
    }

    /**
     * Tells the driver to use it, if the driver can see it; plain sockets are slower, and nothing bounds what a server sends on them.
     *
     * @return whether it can
     */
    static boolean use(Properties properties) {
        boolean seen = DriverClasses.sees(NonRegisteringDriver.class, BlockingSocketFactory.class);
        if (seen) {
            properties.setProperty("socketFactory", BlockingSocketFactory.class.getName());
        }
        return seen;
    }

    @Override
    Socket open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        SocketWatch.created(channel);
        return channel.socket();
    }
}
