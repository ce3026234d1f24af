// SPDX-License-Identifier: Apache-2.0
/** Calls of every kind, cancelled at random moments. */
package io.colonnade.fire.cancel;
