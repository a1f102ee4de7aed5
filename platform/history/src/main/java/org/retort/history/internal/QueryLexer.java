package org.retort.history.internal;

import java.util.ArrayList;
import java.util.List;
import org.retort.history.HistoryException;

/** Cuts a query into tokens. */
final class QueryLexer {
    /** What a token is. */
    enum Kind {
        WORD, QUOTED, REGEX, OPERATOR, AND, OR, NOT, OPEN, CLOSE, END
    }

    /**
     * A piece of a query.
     *
     * @param position of its first character, from 1
     */
    record Token(Kind kind, String text, int position) {
        String shown() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    private static final List<String> OPERATORS = List.of("<=", ">=", "!=", "<", ">", "=", ":");

    private final String query;
    private int at;

    QueryLexer(String query) {
        this.query = query;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (at < query.length() && Character.isWhitespace(query.charAt(at))) {
                at++;
            }
            if (at == query.length()) {
                tokens.add(new Token(Kind.END, "", at + 1));
                return tokens;
            }
            boolean value = !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Kind.OPERATOR;
            tokens.add(next(value));
        }
    }

    static HistoryException error(int position, String message) {
        return new HistoryException("query, position " + position + ": " + message);
    }

    private Token next(boolean value) {
        int start = at;
        char first = query.charAt(at);
        if (first == '(' || first == ')') {
            at++;
            return new Token(first == '(' ? Kind.OPEN : Kind.CLOSE, String.valueOf(first), start + 1);
        }
        if (first == '"') {
            return delimited('"', Kind.QUOTED, "quotation");
        }
        if (first == '/') {
            return delimited('/', Kind.REGEX, "regular expression");
        }
        for (String operator : OPERATORS) {
            if (query.startsWith(operator, at)) {
                at += operator.length();
                return new Token(Kind.OPERATOR, operator, start + 1);
            }
        }
        // A value may hold colons, as times do.
        String ends = value ? "()\"" : "()\":<>=!";
        while (at < query.length() && !Character.isWhitespace(query.charAt(at))
                && ends.indexOf(query.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw error(start + 1, "found '" + first + "'; to look for it, put it in quotes");
        }
        String word = query.substring(start, at);
        Kind kind = value ? Kind.WORD : switch (word) {
            case "AND" -> Kind.AND;
            case "OR" -> Kind.OR;
            case "NOT" -> Kind.NOT;
            default -> Kind.WORD;
        };
        return new Token(kind, word, start + 1);
    }

    private Token delimited(char end, Kind kind, String what) {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < query.length() && query.charAt(at) != end) {
            if (query.charAt(at) == '\\' && at + 1 < query.length() && query.charAt(at + 1) == end) {
                at++;
            }
            text.append(query.charAt(at++));
        }
        if (at == query.length()) {
            throw error(start + 1, "the " + what + " that starts here has no end; add " + end);
        }
        at++;
        return new Token(kind, text.toString(), start + 1);
    }
}
