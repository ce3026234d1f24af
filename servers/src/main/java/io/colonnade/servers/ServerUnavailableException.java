// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

/** A server cannot be started on this machine; the message is one sentence that says why and what to do, fit for a skipped test. */
public final class ServerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
