package dev.spectrum.agent.runs;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps a run and its first task before the model is asked, in the caller's transaction. */
@ApplicationScoped
class StartRun {

    private final Runs runs;
    private final Tenants tenants;

    StartRun(Runs runs, Tenants tenants) {
        this.runs = runs;
        this.tenants = tenants;
    }

    /** What is to be executed once the transaction has been committed. */
    record Started(Run run, ModelCall call) {}

    Uni<Started> start(Caller who, RunOrder order, Optional<Runs.Key> key) {
        return runs.settings()
                .chain(settings -> tenants.find().map(tenant -> started(who, order, settings, tenant)))
                .call(started -> runs.add(started.run(), key, KeepRunsAlive.LEASE))
                .call(started -> runs.addTask(
                        who.tenantId(),
                        started.run().id(),
                        Attempt.begun(1, started.call(), started.run().createdAt())));
    }

    private static Started started(Caller who, RunOrder order, Runs.Settings settings, Optional<Tenant> tenant) {
        RunOrder.Question question = order.question();
        Run run = new Run(
                who.tenantId(),
                UuidCreator.getTimeOrderedEpoch(),
                who.subject(),
                order.origin(),
                order.name(),
                RunStatus.RUNNING,
                order.variables(),
                order.variables().stream().anyMatch(ResolvedVariable::isPersonal),
                settings.redact(),
                question.answerSchema().isPresent(),
                null,
                Optional.empty(),
                new Tokens(0, 0, 0),
                // As precise as the database keeps it.
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty());
        return new Started(
                run,
                new ModelCall(
                        who.tenantId(),
                        tenant.map(Tenant::dailyLimitMicroUsd).orElse(0L),
                        question.model(),
                        question.temperature(),
                        question.maxTokens(),
                        question.messages(),
                        List.of(),
                        question.answerSchema()));
    }
}
