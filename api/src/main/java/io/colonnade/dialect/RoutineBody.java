// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.dialect.SqlLexer.Token;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the tokens of a trigger, routine or compound statement and tells which semicolons divide the statements of its body: those within
 * BEGIN, IF, CASE and the loops, each up to its END. A body that is one such statement, without BEGIN, is recognised by the words in its
 * midst, for where a header ends is not known here. For one thread.
 *
 * <p>Sources: SQL/PSM; "Compound Statement Syntax" in MySQL's reference manual, "Programmatic and Compound Statements" in MariaDB's.
 */
final class RoutineBody {

    private enum Block { STATEMENTS, IF, LOOP, CASE, CASE_EXPRESSION }

    private final SqlLexer lexer;
    private final Deque<Block> open = new ArrayDeque<>();
    /** Whether a statement of the body starts here, so that IF is no function. */
    private boolean atStart;
    /** Whether the word before stands where a statement starts, so that a colon makes it a label. */
    private boolean perhapsLabel;
    /** Whether END stands directly in front, and what it ends may be named behind it. */
    private boolean afterEnd;
    /** Whether REPEAT stands directly in front, outside blocks: a loop, or a function if a parenthesis follows. */
    private boolean afterRepeat;
    /** How many words stand behind a FOR outside blocks, which is a loop if the second one is IN; negative if there is none. */
    private int behindFor = -1;
    /** Whether a value is expected, so that CASE is an expression. */
    private boolean expectsValue;
    /** Whether the next word is the routine's name, unless it belongs to IF NOT EXISTS. */
    private boolean headerNames;

    private RoutineBody(SqlLexer lexer) {
        this.lexer = lexer;
    }

    /** The body of a routine whose header begins; its name comes next. */
    static RoutineBody header(SqlLexer lexer) {
        RoutineBody body = new RoutineBody(lexer);
        body.headerNames = true;
        return body;
    }

    /** The body of a block that has begun. */
    static RoutineBody block(SqlLexer lexer) {
        RoutineBody body = new RoutineBody(lexer);
        body.open(Block.STATEMENTS);
        return body;
    }

    /** A compound statement that stands by itself; the lexer is at its first word. */
    static RoutineBody statement(SqlLexer lexer) {
        RoutineBody body = new RoutineBody(lexer);
        body.atStart = true;
        body.word();
        return body;
    }

    /** Whether the lexer's word begins a compound statement that may stand by itself. */
    static boolean startsWith(SqlLexer lexer) {
        return lexer.is("IF") || lexer.is("CASE") || lexer.is("LOOP") || lexer.is("WHILE") || lexer.is("REPEAT") || lexer.is("FOR");
    }

    /** Takes a word that is not part of a longer name. */
    void word() {
        if (headerNames) {
            headerNames = lexer.is("IF") || lexer.is("NOT") || lexer.is("EXISTS") || lexer.is("TRIGGER");
            return;
        }
        boolean start = atStart;
        boolean ended = afterEnd;
        boolean repeat = afterRepeat;
        clear();
        if (repeat) {
            open(Block.LOOP);
            start = true;
        }
        if (ended && startsWith(lexer)) {
            return;
        }
        perhapsLabel = start;
        if (lexer.is("END")) {
            afterEnd = open.poll() != null;
        } else if (lexer.is("BEGIN")) {
            open(Block.STATEMENTS);
        } else if (lexer.is("CASE")) {
            boolean expression = !start && (!open.isEmpty() || expectsValue);
            open.push(expression ? Block.CASE_EXPRESSION : Block.CASE);
        } else if (lexer.is("THEN") || lexer.is("ELSE")) {
            branch();
        } else if (lexer.is("DO") || lexer.is("ATOMIC")) {
            atStart = true;
        } else if (start || open.isEmpty()) {
            loopOrIf(start);
        }
        expectsValue = lexer.is("RETURN") || lexer.is("SELECT") || lexer.is("WHEN");
    }

    private void branch() {
        if (open.isEmpty()) {
            open.push(Block.IF);
        }
        atStart = open.peek() != Block.CASE_EXPRESSION;
    }

    private void loopOrIf(boolean start) {
        boolean loopOverIn = behindFor == 1 && lexer.is("IN");
        behindFor = behindFor >= 0 && behindFor < 2 ? behindFor + 1 : -1;
        if (lexer.is("LOOP")) {
            open(Block.LOOP);
        } else if (lexer.is("WHILE") || loopOverIn || start && lexer.is("FOR")) {
            open.push(Block.LOOP);
        } else if (start && lexer.is("REPEAT")) {
            open(Block.LOOP);
        } else if (lexer.is("REPEAT")) {
            afterRepeat = true;
        } else if (start && lexer.is("IF")) {
            open.push(Block.IF);
        } else if (lexer.is("FOR")) {
            behindFor = 0;
        }
    }

    /** Takes the colon of a label with the word behind it; false if that word makes it none. */
    boolean label() {
        if (lexer.isColonAnd("BEGIN")) {
            open(Block.STATEMENTS);
        } else if (lexer.isColonAnd("LOOP") || lexer.isColonAnd("REPEAT")) {
            open(Block.LOOP);
        } else if (lexer.isColonAnd("WHILE") || lexer.isColonAnd("FOR")) {
            clear();
            open.push(Block.LOOP);
        } else {
            return false;
        }
        return true;
    }

    /** Takes what is neither a word nor a semicolon. */
    void symbol(Token token) {
        boolean labelled = perhapsLabel && lexer.is(':');
        boolean keepsFor = behindFor == 0;
        clear();
        atStart = labelled;
        expectsValue = token == Token.OTHER || token == Token.OPEN;
        headerNames = false;
        behindFor = keepsFor ? 1 : -1;
    }

    /** Takes a semicolon; whether it stands within the body. */
    boolean semicolon() {
        clear();
        atStart = !open.isEmpty();
        behindFor = -1;
        return atStart;
    }

    private void open(Block block) {
        clear();
        open.push(block);
        atStart = true;
    }

    private void clear() {
        atStart = false;
        perhapsLabel = false;
        afterEnd = false;
        afterRepeat = false;
    }
}
