package dev.spectrum.outreach.texts;

import dev.spectrum.outreach.retries.domain.Retries;
import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.texts.domain.TextAnswer;
import dev.spectrum.outreach.texts.domain.TextBrief;
import dev.spectrum.outreach.texts.domain.TextRules;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Has an agent write one touch's text: what it is about is read in a transaction, the agent is asked outside of any, and what
 * it wrote is kept in another, if the touch still waits for it.
 */
@ApplicationScoped
class WriteText {

    private final WaitingForText waiting;
    private final Texts texts;
    private final TextWriter writer;
    private final Retries retries;
    private final TenantTransaction transaction;

    WriteText(
            WaitingForText waiting, Texts texts, TextWriter writer, TextsConfig config, TenantTransaction transaction) {
        this.waiting = waiting;
        this.texts = texts;
        this.writer = writer;
        this.retries = new Retries(config.attempts(), config.firstPause(), config.longestPause());
        this.transaction = transaction;
    }

    Uni<Void> write(UUID tenantId, UUID touchId) {
        return transaction
                .run(tenantId, () -> waiting.brief(touchId))
                .chain(found -> found.map(brief -> writer.write(brief)
                                .map(answer -> checked(brief, answer))
                                .chain(answer -> transaction.run(tenantId, () -> keep(brief, answer))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static TextAnswer checked(TextBrief brief, TextAnswer answer) {
        if (!(answer instanceof TextAnswer.Written written)) {
            return answer;
        }
        TextAnswer.Written tidied = TextRules.tidied(written);
        return TextRules.fault(brief, tidied)
                .<TextAnswer>map(fault -> new TextAnswer.Failed(fault, true, Optional.empty()))
                .orElse(tidied);
    }

    /** Of two who asked for the same, because the first took longer than its lease, one is heard. */
    private Uni<Void> keep(TextBrief brief, TextAnswer answer) {
        return waiting.lock(brief.touchId())
                .chain(waits -> waits
                        ? switch (answer) {
                            case TextAnswer.Written written -> keep(brief, written);
                            case TextAnswer.Failed failed -> tryAgain(brief, failed);
                        }
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> keep(TextBrief brief, TextAnswer.Written written) {
        GeneratedText text = new GeneratedText(
                brief.by().agentRole(),
                written.runId(),
                written.subject(),
                written.body(),
                TextRules.doubts(brief, written));
        return texts.add(brief, text).chain(() -> waiting.written(brief.touchId()));
    }

    private Uni<Void> tryAgain(TextBrief brief, TextAnswer.Failed failed) {
        if (!failed.counts()) {
            return waiting.later(brief.touchId(), pause(1, failed), failed.reason());
        }
        return texts.failed(brief)
                .chain(attempts -> retries.areUsedUp(attempts)
                        ? waiting.skip(brief.touchId(), "text-failed", failed.reason())
                        : waiting.later(brief.touchId(), pause(attempts, failed), failed.reason()));
    }

    private Duration pause(int attempts, TextAnswer.Failed failed) {
        Duration pause = retries.pause(attempts, ThreadLocalRandom.current().nextDouble());
        return failed.notBefore().filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
    }
}
