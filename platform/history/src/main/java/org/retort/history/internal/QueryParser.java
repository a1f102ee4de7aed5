package org.retort.history.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.retort.history.HistoryException;
import org.retort.history.RunQuery;
import org.retort.history.RunSummary;
import org.retort.history.internal.QueryLexer.Kind;
import org.retort.history.internal.QueryLexer.Token;

/** Makes conditions from queries, whose language {@link RunQuery} describes. */
public final class QueryParser {
    private final List<Token> tokens;
    private final List<RunSummary> runs;
    private boolean namesArchived;
    private int at;

    private QueryParser(String query, List<RunSummary> runs) {
        this.tokens = new QueryLexer(query).tokens();
        this.runs = runs;
    }

    /**
     * The condition that a query states.
     *
     * @param query the query
     * @param runs all runs, which decide what columns there are
     * @throws HistoryException if it does not parse; the message names the position
     */
    public static Predicate<RunSummary> parse(String query, List<RunSummary> runs) {
        QueryParser parser = new QueryParser(query, runs);
        Predicate<RunSummary> condition = run -> true;
        if (parser.peek().kind() != Kind.END) {
            condition = parser.or();
        }
        if (parser.peek().kind() != Kind.END) {
            throw QueryLexer.error(parser.peek().position(), "found " + parser.peek().shown()
                    + " without an opening parenthesis before it");
        }
        return parser.namesArchived ? condition : condition.and(run -> !run.archived());
    }

    private Predicate<RunSummary> or() {
        Predicate<RunSummary> condition = and();
        while (peek().kind() == Kind.OR) {
            take();
            condition = condition.or(and());
        }
        return condition;
    }

    private Predicate<RunSummary> and() {
        Predicate<RunSummary> condition = not();
        while (peek().kind() != Kind.OR && peek().kind() != Kind.CLOSE && peek().kind() != Kind.END) {
            if (peek().kind() == Kind.AND) {
                take();
            }
            condition = condition.and(not());
        }
        return condition;
    }

    private Predicate<RunSummary> not() {
        if (peek().kind() == Kind.NOT) {
            take();
            return not().negate();
        }
        return term();
    }

    private Predicate<RunSummary> term() {
        Token token = take();
        switch (token.kind()) {
            case OPEN -> {
                Predicate<RunSummary> inner = or();
                Token close = take();
                if (close.kind() != Kind.CLOSE) {
                    throw QueryLexer.error(close.position(), "found " + close.shown()
                            + " where the parenthesis of position " + token.position() + " should close");
                }
                return inner;
            }
            case REGEX -> {
                Pattern pattern = pattern(token);
                return run -> texts(run).anyMatch(text -> pattern.matcher(text).find());
            }
            case WORD, QUOTED -> {
                return peek().kind() == Kind.OPERATOR ? comparison(token) : word(token);
            }
            default -> throw QueryLexer.error(token.position(), "found " + token.shown()
                    + " where a word, a comparison such as 'step>100' or a parenthesis should be");
        }
    }

    private Predicate<RunSummary> word(Token token) {
        String wanted = token.text().toLowerCase(Locale.ROOT);
        return run -> texts(run).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Predicate<RunSummary> comparison(Token name) {
        String operator = take().text();
        Token wanted = take();
        Column column = Column.of(name.text(), "query, position " + name.position(), runs);
        namesArchived |= name.text().equalsIgnoreCase("archived");
        if (wanted.kind() == Kind.REGEX) {
            if (!operator.equals(":")) {
                throw QueryLexer.error(wanted.position(), "a regular expression goes after ':', not after '"
                        + operator + "'");
            }
            Pattern pattern = pattern(wanted);
            return run -> column.value(run).map(QueryParser::text).filter(text -> pattern.matcher(text).find())
                    .isPresent();
        }
        if (wanted.kind() != Kind.WORD && wanted.kind() != Kind.QUOTED) {
            throw QueryLexer.error(wanted.position(), "found " + wanted.shown() + " where a value for '"
                    + name.text() + "' should be");
        }
        Object value = number(wanted.text()).<Object>map(found -> found).orElse(wanted.text());
        Predicate<Object> test = test(operator, value, wanted.text());
        return operator.equals("!=") ? run -> column.value(run).map(test::test).orElse(true)
                : run -> column.value(run).map(test::test).orElse(false);
    }

    private static Predicate<Object> test(String operator, Object wanted, String wantedText) {
        String lower = wantedText.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case ":" -> found -> found instanceof Double ? found.equals(wanted)
                    : text(found).toLowerCase(Locale.ROOT).contains(lower);
            case "=" -> found -> equal(found, wanted, wantedText);
            case "!=" -> found -> !equal(found, wanted, wantedText);
            case "<" -> found -> comparable(found, wanted) && RunOrder.compareValues(found, wanted) < 0;
            case "<=" -> found -> comparable(found, wanted) && RunOrder.compareValues(found, wanted) <= 0;
            case ">" -> found -> comparable(found, wanted) && RunOrder.compareValues(found, wanted) > 0;
            default -> found -> comparable(found, wanted) && RunOrder.compareValues(found, wanted) >= 0;
        };
    }

    private static boolean equal(Object found, Object wanted, String wantedText) {
        return found instanceof Double ? found.equals(wanted) : text(found).equalsIgnoreCase(wantedText);
    }

    private static boolean comparable(Object found, Object wanted) {
        return found.getClass() == wanted.getClass();
    }

    private static Stream<String> texts(RunSummary run) {
        return Stream.concat(Stream.of(run.id(), run.name(), run.experiment(), run.member(), run.kind(),
                run.state().text(), run.message(), run.engine().orElse("")), run.tags().stream());
    }

    private static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue()) : value.toString();
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Pattern pattern(Token token) {
        try {
            return Pattern.compile(token.text(), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw QueryLexer.error(token.position() + 1 + Math.max(0, e.getIndex()),
                    "not a regular expression: " + e.getDescription());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }
}
