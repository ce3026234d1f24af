// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.tls;

import io.colonnade.servers.TestAuthority;
import io.colonnade.servers.TestAuthority.Identity;
import io.colonnade.servers.TestAuthority.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What a server may show, and for which hosts it proves who the server is. */
enum ServerCertificate {

    IN_ORDER(true, "localhost", "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(both());
        }
    },
    OF_ANOTHER_HOST(true) {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(Request.of("localhost", "db.example.org"));
        }
    },
    /** Addresses are no names. */
    OF_NAMES_LIKE_ADDRESSES(true) {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(Request.of("127.0.0.1", "127.0.0.1", "*.0.0.1"));
        }
    },
    OF_AN_ADDRESS(true, "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(Request.of("server").address(loopback()));
        }
    },
    OF_A_COMMON_NAME(true, "localhost") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(Request.of("localhost"));
        }
    },
    OF_AN_ADDRESS_AS_COMMON_NAME(true) {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.issue(Request.of("127.0.0.1"));
        }
    },
    EXPIRED(false, "localhost", "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            Instant now = Instant.now();
            return authority.issue(both().valid(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))));
        }
    },
    NOT_YET_VALID(false, "localhost", "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            Instant now = Instant.now();
            return authority.issue(both().valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2))));
        }
    },
    SIGNED_BY_ITSELF(false, "localhost", "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return authority.selfSigned(both());
        }
    },
    OF_A_STRANGER(false, "localhost", "127.0.0.1") {
        @Override
        Identity of(TestAuthority authority, TestAuthority stranger) {
            return stranger.issue(both());
        }
    };

    private final boolean trusted;
    private final Set<String> hosts;

    ServerCertificate(boolean trusted, String... hosts) {
        this.trusted = trusted;
        this.hosts = Set.of(hosts);
    }

    /** A new one of that kind. */
    abstract Identity of(TestAuthority authority, TestAuthority stranger);

    /** Whether a program takes who shows it for its server. */
    boolean isAccepted(String mode, String host) {
        return switch (mode) {
            case "verify-ca" -> trusted;
            case "verify-full" -> trusted && hosts.contains(host);
            default -> true;
        };
    }

    private static Request both() {
        return Request.of("server", "localhost").address(loopback());
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
