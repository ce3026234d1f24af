// SPDX-License-Identifier: Apache-2.0
/** More callers than connections, each with a deadline. */
package io.colonnade.fire.waiting;
