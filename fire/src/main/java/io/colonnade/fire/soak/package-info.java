// SPDX-License-Identifier: Apache-2.0
/** A mixed load for a long time: what comes back is what was stored, and nothing piles up. */
package io.colonnade.fire.soak;
