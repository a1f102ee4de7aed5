package org.retort.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.retort.history.internal.BrokenIndexException;
import org.retort.history.internal.Details;
import org.retort.history.internal.DownSampling;
import org.retort.history.internal.FollowedRun;
import org.retort.history.internal.Index;
import org.retort.history.internal.IndexFile;
import org.retort.history.internal.QueryParser;
import org.retort.history.internal.RunOrder;
import org.retort.history.internal.RunRecord;
import org.retort.history.internal.Verification;
import org.retort.history.journal.Event;
import org.retort.history.journal.JournalReader;
import org.retort.history.journal.Liveness;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunIds;
import org.retort.history.journal.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs of a workspace, for looking and comparing. The journals are the truth; what this answers is as of the last
 * {@link #refresh}. The index is kept in the workspace's {@code history.db}; when another process has that open, or
 * it is unreadable, an index is built from the journals. Safe for use by several threads.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long COMMIT_MILLIS = 1000;
    /** Ended runs that each refresh looks at whether or not their folder shows a sign of change. */
    private static final int RECHECKED = 200;

    private final Workspace workspace;
    private final Clock clock;
    private final Liveness liveness;
    private final IndexFile file;
    private final TreeMap<Long, FollowedRun> runs = new TreeMap<>();
    private final List<Consumer<HistoryChange>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> unreadable = new HashSet<>();
    private Index index;
    private List<RunSummary> newestFirst = List.of();
    private long committed;
    private long recheckFrom;

    private History(Workspace workspace, Clock clock) {
        this.workspace = workspace;
        this.clock = clock;
        this.liveness = new Liveness(clock);
        this.file = new IndexFile(workspace.database(), clock);
        this.index = file.open();
        healing(() -> {
            load();
            return null;
        });
        refresh();
    }

    /**
     * Opens the history and brings it up to date.
     *
     * @throws HistoryException if the workspace cannot be read or written
     */
    public static History open(Workspace workspace) {
        return open(workspace, Clock.systemUTC());
    }

    /** The same with a clock, by which lost runs are told. */
    public static History open(Workspace workspace, Clock clock) {
        return new History(workspace, clock);
    }

    /** What the user should know about the index: that it was rebuilt, or that another process has it. */
    public Optional<String> notice() {
        return file.notice();
    }

    /** Reads what the journals have that the index does not, and tells the listeners, on this thread. */
    public synchronized void refresh() {
        List<HistoryChange> changes = new ArrayList<>();
        healing(() -> {
            changes.clear();
            followAll(changes);
            return null;
        });
        changes.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    }

    /** The runs that a query finds. */
    public synchronized RunPage runs(RunQuery query) {
        List<RunSummary> found = newestFirst.stream().filter(QueryParser.parse(query.query(), newestFirst)).toList();
        List<RunSummary> sorted = RunOrder.sort(found, query.sort(), newestFirst);
        return new RunPage(sorted.size(), sorted.stream().skip(query.offset()).limit(query.limit()).toList());
    }

    /** @throws HistoryException if there is no such run; the message names the nearest */
    public synchronized RunSummary summary(String id) {
        return run(id).summary();
    }

    /** Everything about a run but its events and points: the document of REST's {@code runs/ID}. */
    public synchronized ObjectNode details(String id) {
        FollowedRun run = run(id);
        List<String> children = newestFirst.stream().filter(other -> other.teachers().contains(id))
                .map(RunSummary::id).sorted(Comparator.comparingLong(Long::parseLong)).toList();
        return Details.of(run.summary(), healing(() -> record(id)), children);
    }

    /** The events of a run with numbers above {@code afterSeq}, at most {@code limit}, from its journal. */
    public List<Event> events(String id, long afterSeq, int limit) {
        try (JournalReader reader = RunFolder.open(workspace, id, clock).openReader(afterSeq)) {
            return reader.poll(limit);
        }
    }

    /**
     * Metrics over the steps.
     *
     * @param metrics names; those that the run does not have are left out of the answer
     * @param points how many entries a series has at most, above 0
     */
    public synchronized Map<String, Series> series(String id, List<String> metrics, int points) {
        if (points < 1) {
            throw new HistoryException("a series of " + points + " points was asked for; it needs 1 or more");
        }
        run(id);
        return healing(() -> {
            Map<String, Series> series = new LinkedHashMap<>();
            RunRecord record = record(id);
            for (String metric : metrics) {
                if (record.count(metric) > 0) {
                    series.put(metric, DownSampling.of(index.points(id, metric, record.count(metric)), points));
                }
            }
            return series;
        });
    }

    /**
     * Tells a listener all that later refreshes find, on the thread that refreshes.
     *
     * @return ends it
     */
    public AutoCloseable listen(Consumer<HistoryChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Reads every journal from its start and compares it with the index. */
    public synchronized VerifyReport verify() {
        refresh();
        return new Verification(workspace, index).run();
    }

    /**
     * Builds the index anew from the journals, which is also how its file gets smaller.
     *
     * @throws HistoryException if another process has the index open
     */
    public synchronized void rebuild() {
        index = file.recreate(index);
        runs.clear();
        refresh();
    }

    @Override
    public synchronized void close() {
        try {
            index.close();
        } catch (BrokenIndexException e) {
            LOG.warn("the index could not be closed and will be rebuilt when it is unreadable: {}", e.getMessage());
        }
    }

    private void load() {
        runs.clear();
        for (RunRecord record : index.records()) {
            String id = record.document().path("run").path("id").asText();
            if (RunFolder.exists(workspace, id)) {
                runs.put(Long.valueOf(id), new FollowedRun(workspace, id, clock, record, liveness));
            } else {
                index.remove(id);
            }
        }
    }

    private void followAll(List<HistoryChange> changes) {
        List<String> ids = new RunIds(workspace).list();
        Map<Long, FollowedRun> gone = new TreeMap<>(runs);
        ids.forEach(id -> gone.remove(Long.valueOf(id)));
        gone.keySet().forEach(id -> {
            runs.remove(id);
            index.remove(Long.toString(id));
            changes.add(new HistoryChange.RunRemoved(Long.toString(id)));
        });
        int rechecked = 0;
        long lastRechecked = 0;
        for (String id : ids) {
            FollowedRun run = runs.get(Long.valueOf(id));
            boolean recheck = rechecked < RECHECKED && Long.parseLong(id) > recheckFrom;
            if (recheck) {
                rechecked++;
                lastRechecked = Long.parseLong(id);
            }
            if (run == null || recheck || run.stirred()) {
                followReadable(id, run, changes);
                commitAtTimes();
            }
        }
        recheckFrom = rechecked < RECHECKED ? 0 : lastRechecked;
        commitAtTimes();
        if (!changes.isEmpty() || newestFirst.size() != runs.size()) {
            newestFirst = runs.descendingMap().values().stream().map(FollowedRun::summary).toList();
        }
    }

    /** One run that cannot be read must not hide the others. */
    private void followReadable(String id, FollowedRun known, List<HistoryChange> changes) {
        try {
            follow(id, known, changes);
            unreadable.remove(id);
        } catch (HistoryException e) {
            if (RunFolder.exists(workspace, id) && unreadable.add(id)) {
                LOG.warn("run {} cannot be read: {}", id, e.getMessage());
            }
        }
    }

    private void follow(String id, FollowedRun known, List<HistoryChange> changes) {
        FollowedRun run = known;
        if (run == null) {
            if (!RunFolder.exists(workspace, id)) {
                return;
            }
            RunFolder folder = RunFolder.open(workspace, id, clock);
            RunRecord record = new RunRecord(folder.description(), folder.labels());
            index.put(id, record);
            run = new FollowedRun(workspace, id, clock, record, liveness);
            runs.put(Long.valueOf(id), run);
        }
        boolean listened = !listeners.isEmpty();
        boolean changed = run.follow(index, liveness, event -> {
            if (listened) {
                changes.add(new HistoryChange.EventAdded(id, event));
            }
        });
        if (changed || known == null) {
            changes.add(new HistoryChange.RunChanged(run.summary()));
        }
    }

    private void commitAtTimes() {
        long now = System.nanoTime() / 1_000_000;
        if (now - committed >= COMMIT_MILLIS) {
            index.commit();
            committed = now;
        }
    }

    private FollowedRun run(String id) {
        FollowedRun run = RunIds.valid(id) ? runs.get(Long.valueOf(id)) : null;
        if (run == null) {
            RunFolder.open(workspace, id, clock);
            throw new HistoryException("run " + id + " was created just now; try again in a moment");
        }
        return run;
    }

    private RunRecord record(String id) {
        return index.record(id).orElseThrow(() -> new BrokenIndexException("run " + id + " is missing", null));
    }

    /** Does the work; if the index turns out to be broken, builds it anew and does the work again. */
    private <T> T healing(Supplier<T> work) {
        try {
            return work.get();
        } catch (BrokenIndexException e) {
            index = file.replaceBroken(index, e);
            runs.clear();
            followAll(new ArrayList<>());
            return work.get();
        }
    }
}
