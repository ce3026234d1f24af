// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;

/**
 * How a pool behaves; checked by whoever makes it ({@code DatabaseOptions}).
 *
 * @param name the pool's name in log lines and messages; holds no secret
 * @param minSize how many connections are kept open
 * @param maxSize how many connections are open at the most
 * @param connectTimeout how long opening or validating one connection may take
 * @param idleTimeout how long a connection beyond minSize may stay unused; zero: for ever
 * @param maxLifetime how long a connection may live before it is replaced, less up to 10 % of jitter; zero: for ever
 * @param validateAfterIdle how long a connection may stay unused before it is validated when it is lent; zero: always
 * @param leakThreshold after how long a lent connection is reported with the stack that acquired it; zero: never
 * @param closeTimeout how long resetting or closing one connection may take before it is cut off
 */
public record PoolSettings(String name, int minSize, int maxSize, Duration connectTimeout, Duration idleTimeout, Duration maxLifetime,
                           Duration validateAfterIdle, Duration leakThreshold, Duration closeTimeout) {
}
