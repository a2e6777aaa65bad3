package dev.spectrum.gateway.email.vendor;

import dev.spectrum.gateway.email.EmailConfig;
import dev.spectrum.gateway.email.EmailConfig.StartTls;
import dev.spectrum.gateway.email.MailTransport;
import dev.spectrum.gateway.email.domain.OutgoingMail;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * SMTP, a thread and a connection for each message: a connection that is kept may have died, and would leave open whether a
 * message had left.
 */
@ApplicationScoped
class SmtpTransport implements MailTransport {

    private static final int AT_ONCE = 200;
    private static final String LAST_LINE = ".";

    private final Session session;
    private final EmailConfig config;
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), SmtpTransport::thread);

    SmtpTransport(EmailConfig config) {
        this.config = config;
        this.session = Session.getInstance(settings(config));
    }

    /** The library looks for its parts with the thread's class loader. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "smtp");
        thread.setDaemon(true);
        thread.setContextClassLoader(SmtpTransport.class.getClassLoader());
        return thread;
    }

    private static Properties settings(EmailConfig config) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.connectiontimeout", millis(config.connectTimeout()));
        settings.setProperty("mail.smtp.timeout", millis(config.silence()));
        settings.setProperty("mail.smtp.writetimeout", millis(config.silence()));
        settings.setProperty("mail.smtp.ssl.enable", Boolean.toString(config.tls()));
        settings.setProperty("mail.smtp.starttls.enable", Boolean.toString(config.startTls() != StartTls.DISABLED));
        settings.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls() == StartTls.REQUIRED));
        settings.setProperty(
                "mail.smtp.auth", Boolean.toString(config.username().isPresent()));
        settings.setProperty("mail.smtp.quitwait", "false");
        // Without it each connection asks the name service for this host's.
        settings.setProperty("mail.smtp.localhost", ownName());
        return settings;
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    @Override
    @Timeout(value = 30, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.5,
            delay = 5,
            delayUnit = ChronoUnit.SECONDS,
            skipOn = Refused.class)
    public Uni<Void> send(OutgoingMail mail) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> handOver(mail))
                .runSubscriptionOn(threads)
                .onFailure(RejectedExecutionException.class)
                .transform(busy -> new ServerAway());
    }

    private void handOver(OutgoingMail mail) {
        try (SMTPTransport server = new SMTPTransport(session, null)) {
            MessageOnTheWire message = new MessageOnTheWire(session, mail);
            connect(server);
            server.sendMessage(message, message.recipients());
        } catch (MessagingException failure) {
            throw told(failure);
        }
    }

    private void connect(SMTPTransport server) {
        try {
            server.connect(
                    config.host(),
                    config.port(),
                    config.username().orElse(null),
                    config.password().orElse(null));
        } catch (AuthenticationFailedException notUs) {
            throw new Refused("it does not let the gateway in.", true);
        } catch (MessagingException away) {
            throw new ServerAway();
        }
    }

    /** Until the message's last line was said, it did not leave; after that, only a reply tells. */
    private static RuntimeException told(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException part; cause = part.getNextException()) {
            switch (cause) {
                case SMTPAddressFailedException recipient -> {
                    return notSent(recipient.getReturnCode(), recipient);
                }
                case SMTPSenderFailedException sender -> {
                    return notSent(sender.getReturnCode(), sender);
                }
                case SMTPSendFailedException said
                when said.getReturnCode() > 0 || !LAST_LINE.equals(said.getCommand()) -> {
                    return notSent(said.getReturnCode(), said);
                }
                default -> {}
            }
        }
        return new IllegalStateException(failure);
    }

    private static NotSent notSent(int code, MessagingException reply) {
        boolean hungUp = code <= 0;
        return hungUp
                ? new ServerAway()
                : new Refused(Objects.toString(reply.getMessage(), "").strip(), code < 500);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
