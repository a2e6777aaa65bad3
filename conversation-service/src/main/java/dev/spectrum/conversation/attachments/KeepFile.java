package dev.spectrum.conversation.attachments;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps a file until it comes with a message. Within the tenant's transaction. */
@ApplicationScoped
public class KeepFile {

    private final Attachments attachments;
    private final AttachmentsConfig config;

    KeepFile(Attachments attachments, AttachmentsConfig config) {
        this.attachments = attachments;
        this.config = config;
    }

    /** What becomes of it. */
    public sealed interface Outcome {

        record Kept(Attachment attachment) implements Outcome {}

        /** @param most how many of a user's may wait for their message */
        record TooMany(int most) implements Outcome {}

        record NoRoom() implements Outcome {}
    }

    public Uni<Outcome> keep(Caller who, String name, ReadFile.Found.Usable file) {
        return attachments.kept(who.subject()).chain(kept -> {
            if (kept.unsent() >= config.maxUnsent()) {
                return Uni.createFrom().item(new Outcome.TooMany(config.maxUnsent()));
            }
            if (kept.bytes() + file.content().length > config.maxOfTenant().asLongValue()) {
                return Uni.createFrom().item(new Outcome.NoRoom());
            }
            Attachment attachment = new Attachment(
                    UuidCreator.getTimeOrderedEpoch(), name, file.type().mediaType(), file.content().length);
            return attachments
                    .add(who.tenantId(), who.subject(), attachment, file.content(), file.text())
                    .replaceWith(new Outcome.Kept(attachment));
        });
    }
}
