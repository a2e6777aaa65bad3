package dev.spectrum.platform.model;

import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a model, whoever has it: every server that speaks OpenAI's API, and Anthropic's. Asks the model that is named,
 * and where that gives no answer those that configuration says, in their order, as long as nothing was heard of an answer.
 * What a call costs is reserved before and settled after it.
 */
@ApplicationScoped
public class Models {

    private static final Logger LOG = Logger.getLogger(Models.class);
    private static final Duration NO_HURRY = Duration.ofDays(1);

    private final AskOneModel askOneModel;
    private final Providers providers;
    private final ModelsConfig config;

    Models(AskOneModel askOneModel, Providers providers, ModelsConfig config) {
        this.askOneModel = askOneModel;
        this.providers = providers;
        this.config = config;
    }

    /** Fails with a {@link ModelException} only. Answers on the Vert.x context that it was called from. */
    public Uni<ModelAnswer> ask(ModelCall call) {
        return ask(call, NO_HURRY);
    }

    /**
     * The same for somebody who has not that long.
     *
     * @param patience from now on, with all that it takes; each model itself has the configured timeout at most
     */
    public Uni<ModelAnswer> ask(ModelCall call, Duration patience) {
        return ask(call, patience, made -> {});
    }

    /**
     * The same for somebody who keeps what it took.
     *
     * @param listener is told every call that is made, before the answer or the failure that it leads to; of one that is given
     *     up while it is, on any thread
     */
    public Uni<ModelAnswer> ask(ModelCall call, Duration patience, Consumer<MadeCall> listener) {
        return CallerContext.returnTo(() -> answers(call, false, patience, told(listener))
                .collect()
                .last()
                .map(event -> ((ModelEvent.Done) event).answer()));
    }

    /**
     * The same, piece by piece: {@link ModelEvent.Delta}s, then one {@link ModelEvent.Done}. A model that is not listened to any
     * longer is paid what its price table says for what it has said; the rest of the reservation is free again.
     */
    public Multi<ModelEvent> stream(ModelCall call) {
        return stream(call, NO_HURRY, told(made -> {}));
    }

    /**
     * @param patience as in {@link #ask(ModelCall, Duration)}
     * @param listener as in {@link #ask(ModelCall, Duration, Consumer)}
     */
    public Multi<ModelEvent> stream(ModelCall call, Duration patience, Consumer<MadeCall> listener) {
        return stream(call, patience, told(listener));
    }

    /** The same for somebody who keeps what it takes before the budget settles it. */
    public Multi<ModelEvent> stream(ModelCall call, CallLedger ledger) {
        return stream(call, NO_HURRY, ledger);
    }

    private static CallLedger told(Consumer<MadeCall> listener) {
        return (id, made) -> {
            listener.accept(made);
            return Uni.createFrom().voidItem();
        };
    }

    private Multi<ModelEvent> stream(ModelCall call, Duration patience, CallLedger ledger) {
        Multi<ModelEvent> events = answers(call, true, patience, ledger);
        Context context = Vertx.currentContext();
        return context == null ? events : broughtTo(context, events);
    }

    /**
     * Whether the model takes pictures. Of those that stand in for it, the ones that take none are not asked where there are
     * pictures.
     *
     * @param model blank for the default
     */
    public boolean sees(String model) {
        return config.seeing().stream().anyMatch(nameOf(model)::startsWith);
    }

    private Multi<ModelEvent> answers(ModelCall call, boolean streamed, Duration patience, CallLedger ledger) {
        Instant deadline = Instant.now().plus(patience);
        return answers(new Question(call, streamed, deadline, models(call), ledger), 0, null);
    }

    private List<String> models(ModelCall call) {
        List<String> all = providers.inOrder(nameOf(call.model()));
        if (!call.hasImages()) {
            return all;
        }
        return Stream.concat(all.stream().limit(1), all.stream().skip(1).filter(this::sees))
                .toList();
    }

    /** @param models to be asked, in this order */
    private record Question(
            ModelCall call, boolean streamed, Instant deadline, List<String> models, CallLedger ledger) {

        AskOneModel.Asking asking(int position) {
            return new AskOneModel.Asking(
                    call, models.get(position), streamed, deadline, position == models.size() - 1, ledger);
        }

        boolean goesOnAfter(int position, ModelException failure) {
            return position < models.size() - 1
                    && failure.leavesRoomForAnother()
                    && Instant.now().isBefore(deadline);
        }
    }

    /** @param before why the models before gave no answer, and what that cost; null for the first one */
    private Multi<ModelEvent> answers(Question question, int position, @Nullable ModelException before) {
        Usage spent = before == null ? Usage.NONE : before.usage();
        return askOneModel
                .ask(question.asking(position))
                .map(event -> event.costingAlso(spent))
                .onFailure(ModelException.class)
                .recoverWithMulti(thrown -> {
                    ModelException failure = ((ModelException) thrown).costingAlso(spent);
                    ModelException told = before == null ? failure : before.andThen(failure);
                    if (!question.goesOnAfter(position, failure)) {
                        return Multi.createFrom().failure(told);
                    }
                    LOG.warnf(
                            "%s gave no answer (%s), %s is asked instead: %s",
                            question.models().get(position),
                            failure.refusal(),
                            question.models().get(position + 1),
                            failure.getMessage());
                    return answers(question, position + 1, told);
                });
    }

    private String nameOf(String model) {
        return model.isEmpty() ? config.defaultModel() : model;
    }

    /** A failure goes as an item: what changes the thread lets it overtake what was said before. */
    private static Multi<ModelEvent> broughtTo(Context context, Multi<ModelEvent> events) {
        return events.map(Heard::event)
                .onFailure()
                .recoverWithItem(Heard::failure)
                .emitOn(next -> CallerContext.run(context, next))
                .map(Heard::orThrow);
    }

    private record Heard(
            @Nullable ModelEvent event, @Nullable Throwable failure) {

        static Heard event(ModelEvent event) {
            return new Heard(event, null);
        }

        static Heard failure(Throwable failure) {
            return new Heard(null, failure);
        }

        ModelEvent orThrow() {
            if (failure instanceof RuntimeException told) {
                throw told;
            }
            return Objects.requireNonNull(event);
        }
    }
}
