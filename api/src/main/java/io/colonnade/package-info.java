// SPDX-License-Identifier: Apache-2.0
/**
 * What an application calls: open a {@link io.colonnade.Database}, run queries, await rows.
 *
 * @since 0.1
 */
package io.colonnade;
