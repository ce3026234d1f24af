// SPDX-License-Identifier: Apache-2.0
/** What one borrower of a connection sets in its session, and whether the next one finds it. */
package io.colonnade.fire.session;
