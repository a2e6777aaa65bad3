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
import dev.spectrum.platform.web.ProblemException;
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
        return tenants.find()
                .invoke(tenant -> tenant.ifPresent(
                        known -> requireModel(known, order.question().model())))
                .map(tenant -> started(who, order, tenant))
                .call(started -> runs.add(started.run(), key, KeepRunsAlive.LEASE))
                .call(started -> runs.addTask(
                        who.tenantId(),
                        started.run().id(),
                        Attempt.begun(1, started.call(), started.run().createdAt())));
    }

    /** The suite's default is everybody's. */
    private static void requireModel(Tenant tenant, String model) {
        List<String> allowed = tenant.plan().allowedModels();
        if (!model.isEmpty() && !allowed.isEmpty() && !allowed.contains(model)) {
            throw ProblemException.of(
                    403,
                    "model-not-allowed",
                    "Not allowed",
                    "The prompt asks for the model " + model + ", which the tenant's plan does not include.");
        }
    }

    private static Started started(Caller who, RunOrder order, Optional<Tenant> tenant) {
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
                tenant.map(known -> known.settings().redactRunContent()).orElse(false),
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
                        tenant.map(known -> known.plan().dailyLimitMicroUsd()).orElse(0L),
                        question.model(),
                        question.temperature(),
                        question.maxTokens(),
                        question.messages(),
                        List.of(),
                        question.answerSchema()));
    }
}
