package dev.spectrum.outreach.accounts.db;

import dev.spectrum.outreach.accounts.Accounts;
import dev.spectrum.outreach.accounts.domain.Account;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SqlAccounts implements Accounts {

    @Override
    public Uni<Account> find() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select subscription, credits - used from account where tenant_id = current_tenant()",
                                Object[].class)
                        .getSingleResultOrNull())
                .map(row -> row == null
                        ? Account.UNKNOWN
                        : new Account(
                                (String) row[0],
                                Optional.ofNullable((Number) row[1]).map(Number::longValue)));
    }

    @Override
    public Uni<Boolean> reserve(int credits) {
        return credits == 0
                ? Uni.createFrom().item(true)
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "with taken as (update account set used = used + ?1 where tenant_id ="
                                                + " current_tenant() and (credits is null or credits - used >= ?1)"
                                                + " returning 1) select exists (select from taken) or not exists (select"
                                                + " from account where tenant_id = current_tenant())",
                                        Boolean.class)
                                .setParameter(1, credits)
                                .getSingleResult());
    }

    @Override
    public Uni<Void> giveBack(int credits) {
        return credits == 0
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "update account set used = greatest(0, used - ?1) where tenant_id ="
                                                + " current_tenant()")
                                .setParameter(1, credits)
                                .executeUpdate())
                        .replaceWithVoid();
    }

    @Override
    public Uni<Void> keep(UUID tenantId, String subscription, @Nullable Long credits, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into account (tenant_id, subscription, credits, version)"
                                        + " values (?1, ?2, cast(nullif(?3, '') as bigint), ?4)"
                                        + " on conflict (tenant_id) do update set subscription = excluded.subscription,"
                                        + " used = case when account.credits is distinct from excluded.credits"
                                        + " then 0 else account.used end,"
                                        + " credits = excluded.credits, version = excluded.version"
                                        + " where account.version < excluded.version")
                        .setParameter(1, tenantId)
                        .setParameter(2, subscription)
                        .setParameter(3, credits == null ? "" : credits.toString())
                        .setParameter(4, version)
                        .executeUpdate())
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery(
                                // What it held back may go on at once.
                                "update touch set claimable_at = due_at where status = 'scheduled'"
                                        + " and code in ('subscription-inactive', 'no-credits')")
                        .executeUpdate())
                .replaceWithVoid();
    }
}
