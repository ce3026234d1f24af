// SPDX-License-Identifier: Apache-2.0
/** Real database servers for the tests of this build. */
package io.colonnade.servers;
