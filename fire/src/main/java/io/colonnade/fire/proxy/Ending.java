// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

/** What becomes of a connection after the last byte that passes. */
public enum Ending {
    /** Both sides are told that nothing more will come; what they still say is read and dropped. */
    FIN,
    /** Both sides are told that the connection has never been there. */
    RESET,
    /** Nobody is told anything: what both sides say is read and dropped. */
    SILENCE
}
