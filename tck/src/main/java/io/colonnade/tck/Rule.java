// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;
/** STUB */
public @interface Rule {
}
