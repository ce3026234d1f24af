// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import static io.colonnade.postgres.sql.ArrayFunctions.required;

import io.colonnade.sql.Condition;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;

/**
 * Operators and functions of network addresses, made to be imported statically. All databases but PostgreSQL refuse them with an error of kind
 * UNSUPPORTED. Null is refused with a {@link io.colonnade.error.UsageException}.
 */
public final class NetworkFunctions {

    private static final String INSTEAD = "calculate it in Java";

    private NetworkFunctions() {
    }

    /** Whether the other is a part of it, and not all of it. Operator {@code >>}. */
    public static Condition contains(Expression<Inet> network, Inet other) {
        return contains(network, value(other));
    }

    /** Whether the other is a part of it, and not all of it. Operator {@code >>}. */
    public static Condition contains(Expression<Inet> network, Expression<Inet> other) {
        return compared(">>", network, other);
    }

    /** Whether the other is a part of it, or all of it. Operator {@code >>=}. */
    public static Condition containsOrEquals(Expression<Inet> network, Inet other) {
        return containsOrEquals(network, value(other));
    }

    /** Whether the other is a part of it, or all of it. Operator {@code >>=}. */
    public static Condition containsOrEquals(Expression<Inet> network, Expression<Inet> other) {
        return compared(">>=", network, other);
    }

    /** Whether it is a part of the other, and not all of it. Operator {@code <<}. */
    public static Condition containedBy(Expression<Inet> network, Inet other) {
        return containedBy(network, value(other));
    }

    /** Whether it is a part of the other, and not all of it. Operator {@code <<}. */
    public static Condition containedBy(Expression<Inet> network, Expression<Inet> other) {
        return compared("<<", network, other);
    }

    /** Whether it is a part of the other, or all of it. Operator {@code <<=}. */
    public static Condition containedByOrEquals(Expression<Inet> network, Inet other) {
        return containedByOrEquals(network, value(other));
    }

    /** Whether it is a part of the other, or all of it. Operator {@code <<=}. */
    public static Condition containedByOrEquals(Expression<Inet> network, Expression<Inet> other) {
        return compared("<<=", network, other);
    }

    /** Whether one of both is a part of the other. Operator {@code &&}. */
    public static Condition overlaps(Expression<Inet> network, Inet other) {
        return overlaps(network, value(other));
    }

    /** Whether one of both is a part of the other. Operator {@code &&}. */
    public static Condition overlaps(Expression<Inet> network, Expression<Inet> other) {
        return compared("&&", network, other);
    }

    /** The address so many numbers behind it, which may be negative. Operator {@code +}. */
    public static Expression<Inet> plus(Expression<Inet> address, long number) {
        return Only.infix("+", Only.typed(required(address, "the left side of +")), Sql.value(number), PostgresTypes.INET, INSTEAD);
    }

    /** How many addresses lie between the other and it. Operator {@code -}. */
    public static Expression<Long> minus(Expression<Inet> address, Expression<Inet> other) {
        return Only.infix("-", Only.typed(required(address, "the left side of -")), Only.typed(required(other, "the right side of -")),
                Types.BIGINT, INSTEAD);
    }

    /** The address as text, without its prefix length: {@code host}. */
    public static Expression<String> host(Expression<Inet> address) {
        return call("host", Types.TEXT, address);
    }

    /** The prefix length: {@code masklen}. */
    public static Expression<Integer> masklen(Expression<Inet> address) {
        return call("masklen", Types.INTEGER, address);
    }

    /** The same address with another prefix length: {@code set_masklen}. */
    public static Expression<Inet> setMasklen(Expression<Inet> address, int prefixLength) {
        return Only.call("set_masklen", PostgresTypes.INET, INSTEAD, Only.typed(required(address, "the argument of set_masklen")),
                Sql.value(prefixLength));
    }

    /** 4 or 6, for IPv4 and IPv6: {@code family}. */
    public static Expression<Integer> family(Expression<Inet> address) {
        return call("family", Types.INTEGER, address);
    }

    /** The network, all bits behind its prefix zero: {@code network}. */
    public static Expression<Inet> network(Expression<Inet> address) {
        return call("network", PostgresTypes.CIDR, address);
    }

    /** The last address of the network: {@code broadcast}. */
    public static Expression<Inet> broadcast(Expression<Inet> address) {
        return call("broadcast", PostgresTypes.INET, address);
    }

    /** The mask of the network: {@code netmask}. */
    public static Expression<Inet> netmask(Expression<Inet> address) {
        return call("netmask", PostgresTypes.INET, address);
    }

    /** The smallest network of which both are parts: {@code inet_merge}. */
    public static Expression<Inet> merge(Expression<Inet> address, Expression<Inet> other) {
        return Only.call("inet_merge", PostgresTypes.CIDR, INSTEAD, Only.typed(required(address, "an argument of inet_merge")),
                Only.typed(required(other, "an argument of inet_merge")));
    }

    private static <T> Expression<T> call(String function, SqlType<T> type, Expression<Inet> address) {
        return Only.call(function, type, INSTEAD, Only.typed(required(address, "the argument of " + function)));
    }

    private static Expression<Inet> value(Inet value) {
        return Sql.value(required(value, "a network address"), PostgresTypes.INET);
    }

    private static Condition compared(String operator, Expression<Inet> network, Expression<Inet> other) {
        return Only.condition(operator, Only.typed(required(network, "the left side of " + operator)),
                Only.typed(required(other, "the right side of " + operator)), INSTEAD);
    }
}
