// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address of IPv4 or IPv6 and how many of its bits name the network: the values of {@code inet} and {@code cidr}. Immutable.
 *
 * @param address the address; a host name in it is ignored
 * @param prefixLength how many bits name the network; all of them for a single host
 */
public record Inet(InetAddress address, int prefixLength) {

    public Inet {
        if (address == null) {
            throw TextForm.usage("the address of an Inet is null");
        }
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw TextForm.usage("the prefix length of an Inet is " + prefixLength + "; accepted is 0 to " + bits);
        }
    }

    /** A single host. */
    public static Inet of(InetAddress address) {
        return new Inet(address, address == null ? 0 : address.getAddress().length * Byte.SIZE);
    }

    /** An address as text, with a slash and the prefix length behind it unless it is a single host: {@code 10.1.0.0/16}. */
    public static Inet parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        try {
            if (isAddress(host)) {
                InetAddress address = InetAddress.getByName(host);
                return slash < 0 ? of(address) : new Inet(address, Integer.parseInt(text.substring(slash + 1)));
            }
        } catch (UnknownHostException | NumberFormatException malformed) {
            // The same answer as for what does not look like an address at all.
        }
        throw TextForm.usage("the text of an Inet is no address; accepted are such as 10.1.2.3, 10.1.0.0/16 and 2001:db8::/32");
    }

    /** Addresses only: the JDK would ask a name server for anything else. */
    static boolean isAddress(CharSequence host) {
        boolean colon = false;
        boolean digitsOnly = true;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean hexadecimal = c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (c != ':' && c != '.' && !(c >= '0' && c <= '9') && !hexadecimal) {
                return false;
            }
            colon |= c == ':';
            digitsOnly &= !hexadecimal;
        }
        return colon || digitsOnly && !host.isEmpty();
    }

    /** As PostgreSQL reads it. */
    @Override
    public String toString() {
        return address.getHostAddress().replaceFirst("%.*", "") + "/" + prefixLength;
    }
}
