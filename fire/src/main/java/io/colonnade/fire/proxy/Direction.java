// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

/** Which way bytes go. */
public enum Direction {
    /** What the client says. */
    TO_SERVER,
    /** What the server says. */
    TO_CLIENT
}
