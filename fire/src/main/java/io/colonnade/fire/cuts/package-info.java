// SPDX-License-Identifier: Apache-2.0
/** Every kind of call, its connection cut after every byte. */
package io.colonnade.fire.cuts;
