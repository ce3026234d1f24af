// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

/** A record whose constructor runs code. */
public record OwnRecord(int n) {

    /** Runs it. */
    public OwnRecord {
        Code.runCurrent();
    }
}
