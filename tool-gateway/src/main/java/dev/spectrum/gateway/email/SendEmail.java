package dev.spectrum.gateway.email;

import dev.spectrum.gateway.email.domain.HeaderText;
import dev.spectrum.gateway.email.domain.InvalidMail;
import dev.spectrum.gateway.email.domain.MailAddress;
import dev.spectrum.gateway.email.domain.MessageId;
import dev.spectrum.gateway.email.domain.OutgoingMail;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

@ApplicationScoped
class SendEmail implements Tool.ReachingOut<SendEmail.Arguments> {

    private final MailTransport transport;

    SendEmail(MailTransport transport) {
        this.transport = transport;
    }

    record Arguments(
            List<String> to,
            String subject,
            Optional<String> text,
            Optional<String> html,
            Optional<String> from,
            Optional<String> messageId,
            Optional<String> inReplyTo,
            Optional<List<String>> references,
            Optional<Map<String, String>> headers) {}

    record Sent(String messageId, String from, List<String> to, Instant sentAt) {}

    @Override
    public String name() {
        return "send_email";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Sent> call(CallContext context, Arguments given) {
        OutgoingMail mail = mail(context, given);
        return transport
                .send(mail)
                .onFailure(MailTransport.ServerAway.class)
                .transform(away -> ToolException.retryable("mail-server-away", "The mail server could not be reached."))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> ToolException.retryable(
                        "mail-server-away", "The mail server failed several times and is left alone for a moment."))
                .onFailure(MailTransport.Refused.class)
                .transform(refused -> refused((MailTransport.Refused) refused))
                .replaceWith(() -> sent(mail));
    }

    private static ToolException refused(MailTransport.Refused refused) {
        return refused.isForNow()
                ? ToolException.retryable("mail-refused", refused.reason())
                : ToolException.of("mail-refused", refused.reason());
    }

    private static Sent sent(OutgoingMail mail) {
        return new Sent(
                mail.messageId().value(),
                mail.from().address(),
                mail.to().stream().map(MailAddress::address).toList(),
                Instant.now());
    }

    private static OutgoingMail mail(CallContext context, Arguments given) {
        if (given.text().isEmpty() && given.html().isEmpty()) {
            throw ToolException.invalid("/text", "Give a text, an html or both.");
        }
        MailAddress from = sender(given, context.caller());
        Optional<MessageId> inReplyTo = given.inReplyTo().map(id -> read("/in_reply_to", id, MessageId::new));
        return new OutgoingMail(
                given.messageId()
                        .map(id -> read("/message_id", id, MessageId::new))
                        .orElseGet(() -> MessageId.of(context.callId(), from.domain())),
                from,
                each("/to", given.to(), MailAddress::read),
                subject(given.subject()),
                given.text(),
                given.html(),
                inReplyTo,
                given.references()
                        .map(ids -> each("/references", ids, MessageId::new))
                        .orElseGet(() -> inReplyTo.stream().toList()),
                headers(given.headers().orElse(Map.of())));
    }

    private static MailAddress sender(Arguments given, Caller caller) {
        if (given.from().isPresent()) {
            return read("/from", given.from().get(), MailAddress::read);
        }
        return caller.email()
                .map(email -> read("/from", email, address -> new MailAddress(caller.name(), address)))
                .orElseThrow(() -> ToolException.invalid("/from", "Is required where no user with an address calls."));
    }

    private static String subject(String subject) {
        if (HeaderText.hasControls(subject)) {
            throw ToolException.invalid("/subject", "Can't contain line breaks or other control characters.");
        }
        return subject.strip();
    }

    private static Map<String, String> headers(Map<String, String> given) {
        given.forEach((name, value) -> {
            if (!HeaderText.isPlain(value)) {
                throw ToolException.invalid("/headers/" + name, "Must be one line of ASCII.");
            }
        });
        return given;
    }

    private static <T> List<T> each(String pointer, List<String> texts, Function<String, T> reading) {
        List<T> read = new ArrayList<>();
        for (String text : texts) {
            read.add(read(pointer + "/" + read.size(), text, reading));
        }
        return read;
    }

    private static <T> T read(String pointer, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (InvalidMail invalid) {
            throw ToolException.invalid(pointer, invalid.reason());
        }
    }
}
