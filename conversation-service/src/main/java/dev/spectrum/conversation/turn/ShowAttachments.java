package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.attachments.AttachmentsConfig;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.platform.model.ModelImage;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the files that came with the messages of a turn, as far as its model can be shown them; those that came last first. */
@ApplicationScoped
class ShowAttachments {

    private static final int MOST_FILES = 20;

    private final TenantTransaction transaction;
    private final Attachments attachments;
    private final LanguageModel model;
    private final FitWindow fitWindow;
    private final AttachmentsConfig config;

    ShowAttachments(
            TenantTransaction transaction,
            Attachments attachments,
            LanguageModel model,
            FitWindow fitWindow,
            AttachmentsConfig config) {
        this.transaction = transaction;
        this.attachments = attachments;
        this.model = model;
        this.fitWindow = fitWindow;
        this.config = config;
    }

    Uni<Work> show(Work work) {
        List<Attachment> files = work.messages().reversed().stream()
                .flatMap(message -> message.attachments().stream())
                .distinct()
                .limit(MOST_FILES)
                .toList();
        if (files.isEmpty()) {
            return Uni.createFrom().item(work);
        }
        Agent agent = work.agent().agent();
        List<Attachment> wanted = files.stream()
                .filter(new Images(
                        model.sees(agent.model()), config.shownImages().asLongValue())::letThrough)
                .toList();
        int room = Math.min(config.shownCharacters(), fitWindow.room(agent));
        return transaction
                .run(
                        work.tenantId(),
                        () -> attachments.shown(
                                wanted.stream().map(Attachment::id).toList(), room))
                .map(shown -> work.showing(attached(
                        wanted,
                        shown.stream().collect(Collectors.toMap(Attachments.Shown::id, Attachments.Shown::content)),
                        room)));
    }

    /** Of pictures those that fit; everything else. */
    private static final class Images {

        private final boolean seen;
        private long left;

        Images(boolean seen, long left) {
            this.seen = seen;
            this.left = left;
        }

        boolean letThrough(Attachment file) {
            if (!file.type().isImage()) {
                return true;
            }
            left -= file.sizeBytes();
            return seen && left >= 0;
        }
    }

    private static Attached attached(List<Attachment> files, Map<UUID, String> contents, int room) {
        Map<UUID, String> texts = new HashMap<>();
        Map<UUID, ModelImage> images = new HashMap<>();
        int left = room;
        for (Attachment file : files) {
            String content = contents.get(file.id());
            if (content == null) {
                texts.put(file.id(), "(It is no longer kept.)");
            } else if (file.type().isImage()) {
                images.put(file.id(), new ModelImage(file.mediaType(), content));
            } else {
                texts.put(file.id(), cut(content, left));
                left -= Math.min(left, content.length());
            }
        }
        return new Attached(texts, images);
    }

    private static String cut(String text, int most) {
        return text.length() < most ? text : text.substring(0, most) + "\n[cut here: the file is longer]";
    }
}
