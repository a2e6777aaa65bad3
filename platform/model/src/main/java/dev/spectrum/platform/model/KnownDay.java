package dev.spectrum.platform.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of one tenant's budget on one day: what it lets through while Redis does not answer, and what it
 * tells a Redis that has lost its data. Amounts in micro-dollars.
 *
 * <p>Without Redis it lets a fixed part of the limit through, and never more than was left when Redis last answered. So the
 * most that a day can be overspent is that part, for each process but one, on a day without Redis.
 */
final class KnownDay {

    /** Spent and reserved, as Redis last said. */
    private long used;
    /** What Redis was asked for and has not answered. */
    private long asked;
    /** Let through here, and unknown to Redis. */
    private long granted;
    /** Which of Redis's accounts of the day it is; empty before it has answered. An account that was lost has a successor. */
    private String account = "";
    /** The most that this account was said to have spent. */
    private long spent;
    /** By how much the ledger has lifted this account, as Redis last said, and as it said first. */
    private long lifted;

    private long firstLifted;
    /** What Redis has reserved for this process and has not heard the end of, by id. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** Answers of Redis that are under way. */
    private final Set<CompletableFuture<Void>> listening = ConcurrentHashMap.newKeySet();

    /** @param settling whether Redis is being told what it came to */
    private record Open(Budget.Reservation reservation, String account, boolean settling) {}

    /** By how much the ledger had lifted an account. */
    record Lift(String account, long lifted) {}

    /** What is told to the successor of an account. */
    record Told(String account, long spent, List<Budget.Reservation> open) {}

    /** To be completed once an answer was heard. */
    CompletableFuture<Void> listens() {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        listening.add(heard);
        heard.thenRun(() -> listening.remove(heard));
        return heard;
    }

    /** When all answers that are under way now were heard. */
    CompletableFuture<Void> heardAll() {
        return CompletableFuture.allOf(listening.toArray(CompletableFuture[]::new));
    }

    /** Redis is asked for it. */
    synchronized void ask(long amount) {
        asked += amount;
    }

    synchronized void answered(Budget.Reservation wanted, Budget.Answer answer) {
        asked -= wanted.amount();
        used = answer.used();
        note(answer.account(), answer.spent(), answer.lifted());
        if (answer.isGranted()) {
            open.put(wanted.id(), new Open(wanted, answer.account(), false));
        }
    }

    private void note(String saidBy, long saidSpent, long saidLifted) {
        if (!saidBy.equals(account)) {
            account = saidBy;
            spent = saidSpent;
            lifted = saidLifted;
            firstLifted = saidLifted;
        }
        spent = Math.max(spent, saidSpent);
        lifted = Math.max(lifted, saidLifted);
    }

    /** As it was last heard of. */
    synchronized Lift lift() {
        return new Lift(account, lifted);
    }

    /** The same of the account that counts now: of a successor, what its first answer said. */
    synchronized Lift since(Lift before) {
        return before.account().equals(account) ? before : new Lift(account, firstLifted);
    }

    /** Redis did not answer: whether it is let through all the same. Whatever was asked for meanwhile counts as used. */
    synchronized boolean grants(long amount, long limit, double share) {
        boolean grants =
                granted + amount <= (long) (limit * share) && used + (asked - amount) + granted + amount <= limit;
        asked -= amount;
        granted += grants ? amount : 0;
        return grants;
    }

    /** Whether the limit would leave room for it, for all that is known, if Redis answered. */
    synchronized boolean hasRoomFor(long amount, long limit) {
        return used + granted + amount <= limit;
    }

    synchronized long unknownToRedis() {
        return granted;
    }

    synchronized String account() {
        return account;
    }

    /** What the successor of the account has to know, if it still is the one that this process goes by. */
    synchronized Optional<Told> tellIfLost(String lost) {
        if (!account.equals(lost)) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                lost, spent, open.values().stream().map(Open::reservation).toList()));
    }

    /** The successor knows now what was told, unless another one was heard of first. */
    synchronized void succeeded(Told told, String successor, long successorSpent, long successorLifted) {
        if (account.equals(told.account())) {
            note(successor, successorSpent, successorLifted);
            for (Budget.Reservation reservation : told.open()) {
                open.computeIfPresent(reservation.id(), (id, one) -> new Open(reservation, successor, one.settling()));
            }
        }
    }

    /**
     * Which account the reservation is in that Redis is told the end of now; empty if it is told already. {@link #heardEnd} or
     * {@link #notHeardEnd} follows.
     */
    synchronized Optional<String> end(Budget.Reservation reservation) {
        Open ending = open.get(reservation.id());
        if (ending == null || ending.settling()) {
            return Optional.empty();
        }
        open.put(reservation.id(), new Open(reservation, ending.account(), true));
        return Optional.of(ending.account());
    }

    synchronized void heardEnd(Budget.Reservation reservation) {
        open.remove(reservation.id());
    }

    synchronized void notHeardEnd(Budget.Reservation reservation) {
        open.computeIfPresent(reservation.id(), (id, one) -> new Open(reservation, one.account(), false));
    }

    synchronized void settled(String saidBy, long saidSpent, long saidLifted) {
        if (saidBy.equals(account)) {
            note(saidBy, saidSpent, saidLifted);
        }
    }

    /** @param unknownToRedis what of it Redis still does not know */
    synchronized void settledHere(long amount, long unknownToRedis) {
        granted += unknownToRedis - amount;
    }
}
