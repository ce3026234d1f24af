// SPDX-License-Identifier: Apache-2.0
package io.colonnade;
/** STUB */
public final class Result {
    private Result() {
    }
}
