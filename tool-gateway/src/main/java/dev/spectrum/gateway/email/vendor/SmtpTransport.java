package dev.spectrum.gateway.email.vendor;

import dev.spectrum.gateway.email.EmailConfig;
import dev.spectrum.gateway.email.MailTransport;
import dev.spectrum.gateway.email.domain.HeaderText;
import dev.spectrum.gateway.email.domain.MailAddress;
import dev.spectrum.gateway.email.domain.MessageId;
import dev.spectrum.gateway.email.domain.OutgoingMail;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** SMTP. Connections are not kept: one that died meanwhile would leave open whether a message had left. */
@ApplicationScoped
class SmtpTransport implements MailTransport {

    /** More than callers send at once. */
    private static final int CONNECTIONS = 1000;

    private final MailClient client;

    SmtpTransport(Vertx vertx, EmailConfig config) {
        this.client = MailClient.create(vertx, settings(config));
    }

    private static MailConfig settings(EmailConfig config) {
        MailConfig settings = new MailConfig(config.host(), config.port())
                .setKeepAlive(false)
                // Its pool now and then forgets a message that waits for a connection: so that none ever waits.
                .setMaxPoolSize(CONNECTIONS)
                .setSsl(config.tls())
                .setStarttls(config.startTls())
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.silence().toMillis()))
                .setLogin(config.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        config.username().ifPresent(settings::setUsername);
        config.password().ifPresent(settings::setPassword);
        return settings;
    }

    // The client sometimes forgets whom to tell that a connection closed in the middle: the timeout is what ends it
    // then.
    @Override
    @Timeout(value = 30, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.5,
            delay = 5,
            delayUnit = ChronoUnit.SECONDS,
            skipOn = Refused.class)
    public Uni<Void> send(OutgoingMail mail) {
        return client.sendMail(message(mail))
                .onFailure(SmtpTransport::couldNotConnect)
                .transform(failure -> new ServerAway())
                .onFailure(SMTPException.class)
                .transform(reply -> refused((SMTPException) reply))
                .replaceWithVoid();
    }

    private static boolean couldNotConnect(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure.getCause() instanceof ConnectException;
    }

    private static Refused refused(SMTPException reply) {
        return new Refused(reply.getReplyMessage(), reply.isTransient());
    }

    private static MailMessage message(OutgoingMail mail) {
        MailMessage message = new MailMessage()
                .setFrom(mail.from().address())
                .setTo(mail.to().stream().map(MailAddress::address).toList())
                .setHeaders(headers(mail));
        mail.text().map(SmtpTransport::lines).ifPresent(message::setText);
        mail.html().map(SmtpTransport::lines).ifPresent(message::setHtml);
        return message;
    }

    /** The client's own encoding of these cuts characters beyond the 16-bit plane in two and folds with a bare LF. */
    private static MultiMap headers(OutgoingMail mail) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::set);
        headers.set("Message-ID", mail.messageId().value());
        headers.set("From", HeaderText.addresses(List.of(mail.from())));
        headers.set("To", HeaderText.addresses(mail.to()));
        headers.set("Subject", HeaderText.unstructured(mail.subject()));
        mail.inReplyTo().ifPresent(id -> headers.set("In-Reply-To", id.value()));
        if (!mail.references().isEmpty()) {
            headers.set(
                    "References",
                    HeaderText.words(
                            mail.references().stream().map(MessageId::value).toList()));
        }
        return headers;
    }

    /** The client ends each line itself. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }
}
