package dev.spectrum.gateway.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final UUID TENANT = new UUID(1, 1);

    private final List<ChainedEntry> chain = chain(List.of("a", "b", "c", "d", "e"));
    private final Head head = headOf(chain);

    @Test
    void acceptsWhatWasRecorded() {
        assertThat(fault(chain, head)).isEmpty();
        assertThat(fault(List.of(), new Head(0, Chain.beginning()))).isEmpty();
    }

    @Test
    void noticesAnEntryThatSaysSomethingElse() {
        ChainedEntry third = chain.get(2);
        chain.set(2, new ChainedEntry(3, third.previous(), third.hash(), entry("x")));
        assertThat(fault(chain, head)).contains(new Fault(3, Fault.Kind.ENTRY_CHANGED));
    }

    @Test
    void noticesAnEntryThatWasHashedAnew() {
        ChainedEntry third = chain.get(2);
        chain.set(2, link(3, third.previous(), "x"));
        assertThat(fault(chain, head)).contains(new Fault(4, Fault.Kind.LINK_BROKEN));
    }

    @Test
    void noticesAMissingEntry() {
        chain.remove(2);
        assertThat(fault(chain, head)).contains(new Fault(3, Fault.Kind.ENTRY_MISSING));
        chain.remove(0);
        assertThat(fault(chain, head)).contains(new Fault(1, Fault.Kind.ENTRY_MISSING));
    }

    @Test
    void noticesTwoEntriesThatChangedPlaces() {
        ChainedEntry second = chain.get(1);
        ChainedEntry third = chain.get(2);
        chain.set(1, new ChainedEntry(2, third.previous(), third.hash(), third.entry()));
        chain.set(2, new ChainedEntry(3, second.previous(), second.hash(), second.entry()));
        assertThat(fault(chain, head)).contains(new Fault(2, Fault.Kind.LINK_BROKEN));
    }

    @Test
    void noticesASecondEntryInOnePlace() {
        chain.add(3, link(3, chain.get(1).hash(), "forged"));
        assertThat(fault(chain, head)).contains(new Fault(3, Fault.Kind.LINK_BROKEN));
    }

    @Test
    void noticesThatTheEndIsMissing() {
        assertThat(fault(chain.subList(0, 3), head)).contains(new Fault(4, Fault.Kind.CUT_OFF));
    }

    @Test
    void noticesAChainThatWasWrittenAnewByAHeadThatWasKept() {
        List<ChainedEntry> rewritten = chain(List.of("a", "x", "c", "d", "e", "f"));
        assertThat(fault(rewritten, headOf(rewritten))).isEmpty();
        assertThat(fault(rewritten, headOf(rewritten), head)).contains(new Fault(5, Fault.Kind.HEAD_DIFFERS));
    }

    @Test
    void noticesAHeadThatWasSetBack() {
        ChainCheck check = new ChainCheck(1, Optional.empty(), List.of(headOf(chain.subList(0, 3))));
        chain.forEach(check::accept);
        check.end(Long.MAX_VALUE);
        check.endsAt(headOf(chain.subList(0, 3)));
        assertThat(check.fault()).contains(new Fault(5, Fault.Kind.HEAD_DIFFERS));
    }

    @Test
    void checksARangeByItself() {
        ChainCheck check = new ChainCheck(3, Optional.of(chain.get(1).hash()), List.of(head));
        chain.subList(2, 4).forEach(check::accept);
        check.end(4);
        assertThat(check.fault()).isEmpty();
        assertThat(check.checked()).isEqualTo(2);
        assertThat(check.next()).isEqualTo(5);
    }

    @Test
    void noticesARangeThatDoesNotFollowFromWhatIsBeforeIt() {
        ChainCheck check = new ChainCheck(3, Optional.of(chain.get(0).hash()), List.of());
        check.accept(chain.get(2));
        assertThat(check.fault()).contains(new Fault(3, Fault.Kind.LINK_BROKEN));
    }

    /** A change that moved a character from one field to the next would otherwise go unnoticed. */
    @Test
    void fieldsCannotRunIntoEachOther() {
        assertThat(entry("ab", "c").digest()).isNotEqualTo(entry("a", "bc").digest());
        assertThat(entry("a", null).digest()).isNotEqualTo(entry("a", "-").digest());
    }

    private static Optional<Fault> fault(List<ChainedEntry> entries, Head... heads) {
        ChainCheck check = new ChainCheck(1, Optional.empty(), List.of(heads));
        entries.forEach(check::accept);
        check.end(Long.MAX_VALUE);
        return check.fault();
    }

    private static List<ChainedEntry> chain(List<String> tools) {
        List<ChainedEntry> entries = new ArrayList<>();
        byte[] previous = Chain.beginning();
        for (String tool : tools) {
            ChainedEntry next = link(entries.size() + 1, previous, tool);
            entries.add(next);
            previous = next.hash();
        }
        return entries;
    }

    private static Head headOf(List<ChainedEntry> entries) {
        return new Head(entries.size(), entries.getLast().hash());
    }

    private static ChainedEntry link(long position, byte[] previous, String tool) {
        AuditEntry entry = entry(tool);
        return new ChainedEntry(position, previous, Chain.hash(previous, position, entry.digest()), entry);
    }

    private static AuditEntry entry(String tool) {
        return entry(tool, "crm");
    }

    private static AuditEntry entry(String tool, @Nullable String dataSource) {
        return new AuditEntry(
                TENANT,
                new UUID(2, 2),
                new UUID(3, 3),
                tool,
                dataSource,
                "read",
                "caller",
                "Caller",
                null,
                "{}",
                null,
                "succeeded",
                null,
                1L,
                Instant.EPOCH);
    }
}
