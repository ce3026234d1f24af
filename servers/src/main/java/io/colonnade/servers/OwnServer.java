// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

/** A server with which a test may do what others would not outlive; only for one that was started for it, and is shared by nobody. */
public interface OwnServer extends TestServer {

    /** Kills all of its processes at once, as a crash of the machine would. */
    void crash();

    /** Starts it again after a crash, on the same port and data; returns when it accepts connections. */
    void startAgain();

    /** Stops its processes where they are, as a machine that hangs: nothing is answered, and no connection is closed. */
    void pause();

    /** Lets them go on. */
    void resume();
}
