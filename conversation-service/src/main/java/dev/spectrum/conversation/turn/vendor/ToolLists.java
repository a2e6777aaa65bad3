package dev.spectrum.conversation.turn.vendor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.spectrum.conversation.turn.OfferedTool;
import dev.spectrum.conversation.turn.ToolUser;
import dev.spectrum.platform.tenant.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists of tools, for as long as the gateway says that they hold. A list is for an agent in one version and for users of
 * one role; one that the gateway calls private is for one user.
 */
@ApplicationScoped
class ToolLists {

    private static final int MOST = 10_000;

    private final Cache<Key, Kept> lists = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<Key, Kept>writing((key, kept) -> kept.fresh()))
            .build();

    private record Key(
            UUID tenantId, String agentRole, long agentVersion, Optional<Role> rights, Optional<String> userId) {

        static Key ofAll(ToolUser user) {
            return new Key(
                    user.who().tenantId(),
                    user.agentRole(),
                    user.agentVersion(),
                    user.who().role(),
                    Optional.empty());
        }

        static Key ofOne(ToolUser user) {
            Key all = ofAll(user);
            return new Key(
                    all.tenantId,
                    all.agentRole,
                    all.agentVersion,
                    all.rights,
                    Optional.of(user.who().subject()));
        }
    }

    private record Kept(List<OfferedTool> tools, Duration fresh) {}

    Optional<List<OfferedTool>> of(ToolUser user) {
        return Optional.ofNullable(lists.getIfPresent(Key.ofAll(user)))
                .or(() -> Optional.ofNullable(lists.getIfPresent(Key.ofOne(user))))
                .map(Kept::tools);
    }

    void keep(ToolUser user, boolean isPublic, List<OfferedTool> tools, Duration fresh) {
        lists.put(isPublic ? Key.ofAll(user) : Key.ofOne(user), new Kept(tools, fresh));
    }
}
