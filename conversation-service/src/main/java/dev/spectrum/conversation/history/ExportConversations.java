package dev.spectrum.conversation.history;

import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Conversations as a stream of text: a page of messages at a time, each read in a transaction of its own, so that neither
 * memory nor a transaction grows with what is exported, nor waits for who downloads it.
 */
@ApplicationScoped
public class ExportConversations {

    private static final int PAGE = 200;

    private final History history;
    private final Attachments attachments;
    private final TenantTransaction transaction;

    ExportConversations(History history, Attachments attachments, TenantTransaction transaction) {
        this.history = history;
        this.attachments = attachments;
        this.transaction = transaction;
    }

    /** One conversation. */
    public Multi<String> one(UUID tenantId, PastConversation conversation, ExportFormat format) {
        return conversation(tenantId, conversation, 0, format);
    }

    /** All conversations of a user, the newest first. */
    public Multi<String> all(UUID tenantId, String userId, ExportFormat format) {
        AtomicInteger index = new AtomicInteger();
        Multi<String> conversations = pages(
                        (@Nullable PastConversation last) -> transaction.run(
                                tenantId,
                                () -> history.conversations(
                                        History.Filter.ofUser(userId),
                                        Optional.ofNullable(last).map(PastConversation::id),
                                        PAGE)),
                        PAGE)
                .onItem()
                .transformToMultiAndConcatenate(
                        conversation -> conversation(tenantId, conversation, index.getAndIncrement(), format));
        return Multi.createBy()
                .concatenating()
                .streams(text(() -> format.beforeAll(userId)), conversations, text(format::afterAll));
    }

    private Multi<String> conversation(UUID tenantId, PastConversation conversation, int index, ExportFormat format) {
        AtomicBoolean first = new AtomicBoolean(true);
        Multi<String> messages = (format.hasAllBranches()
                        ? allBranches(tenantId, conversation)
                        : activeBranch(tenantId, conversation))
                .map(message -> format.message(message, first.getAndSet(false)));
        return Multi.createBy()
                .concatenating()
                .streams(
                        text(() -> format.beforeMessages(conversation, index)),
                        messages,
                        text(format::afterMessages),
                        format.hasFiles()
                                ? files(tenantId, conversation, format)
                                : Multi.createFrom().empty(),
                        text(format::afterFiles));
    }

    /** One at a time: a file may be large. */
    private Multi<String> files(UUID tenantId, PastConversation conversation, ExportFormat format) {
        AtomicBoolean first = new AtomicBoolean(true);
        return transaction
                .run(tenantId, () -> attachments.of(conversation.id()))
                .onItem()
                .transformToMulti(files -> Multi.createFrom().iterable(files))
                .onItem()
                .transformToUniAndConcatenate(file -> transaction
                        .run(tenantId, () -> attachments.content(file.id()))
                        .map(content -> format.file(file, content, first.getAndSet(false))));
    }

    private Multi<PastMessage> allBranches(UUID tenantId, PastConversation conversation) {
        return pages(
                (@Nullable PastMessage last) -> transaction.run(
                        tenantId,
                        () -> history.allBranches(
                                conversation, Optional.ofNullable(last).map(History.Place::of), PAGE)),
                PAGE);
    }

    /** The branch is followed once, by its ids, and not again for every page. */
    private Multi<PastMessage> activeBranch(UUID tenantId, PastConversation conversation) {
        return transaction
                .run(tenantId, () -> history.activeBranchIds(conversation))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .group()
                .intoLists()
                .of(PAGE)
                .onItem()
                .transformToUniAndConcatenate(ids -> transaction.run(tenantId, () -> history.messages(ids)))
                .onItem()
                .<PastMessage>disjoint();
    }

    private interface NextPage<T> {
        /** @param last of the page before; null for the first page */
        Uni<List<T>> after(@Nullable T last);
    }

    private static <T> Multi<T> pages(NextPage<T> next, int size) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicReference<@Nullable T>::new,
                        last -> next.after(last.get()).invoke(page -> last.set(page.isEmpty() ? null : page.getLast())))
                .whilst(page -> page.size() == size)
                .onItem()
                .disjoint();
    }

    private static Multi<String> text(Supplier<String> text) {
        return Multi.createFrom().item(text);
    }
}
