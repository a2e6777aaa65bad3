package dev.spectrum.gateway.tools;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * The code behind a definition. A bean that implements one of the two kinds, together with an entry in a file of
 * {@code tools/}, is a tool.
 *
 * @param <A> the arguments' shape, what the input schema says; they are checked against it before the tool is called
 */
public sealed interface Tool<A> {

    /** The name of its definition. */
    String name();

    Class<A> arguments();

    /**
     * Does it. The result is written as JSON, an object as the output schema says.
     *
     * @throws ToolException (or a Uni that fails with it) if it can't be done and nothing was
     */
    Uni<?> call(CallContext context, A arguments);

    /** Works on our own records: runs in the tenant's transaction, in which the call is recorded too. */
    non-sealed interface OnRecords<A> extends Tool<A> {}

    /** Reaches out of the company: runs outside of any transaction, between two records of the call. */
    non-sealed interface ReachingOut<A> extends Tool<A> {

        /**
         * The place that it reaches, such as a connection's id: a tenant's calls to one place are counted together, and left
         * out for a while together when nobody answers there.
         */
        default String place() {
            return name();
        }

        /** How long a call may take; empty for what is usual. */
        default Optional<Duration> deadline() {
            return Optional.empty();
        }
    }
}
