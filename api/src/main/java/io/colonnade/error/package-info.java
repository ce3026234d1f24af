// SPDX-License-Identifier: Apache-2.0
/**
 * What can go wrong: one exception hierarchy of five classes, told apart further by {@link io.colonnade.error.ErrorKind}.
 *
 * @since 0.1
 */
package io.colonnade.error;
