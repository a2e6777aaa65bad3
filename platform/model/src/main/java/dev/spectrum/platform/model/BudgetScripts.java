package dev.spectrum.platform.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Redis does in one step each. Of a tenant's day it keeps a hash, a sorted set and another hash. The hash has {@code spent} and
 * {@code reserved} in micro-dollars, {@code r:<id>} for each reservation, {@code account}, which names this hash and no
 * other, so that whoever knew another one finds out that it is lost, {@code base}, what of {@code spent} was told by those
 * who knew more than this hash, and {@code from:<process>:<account>} for each that told. {@code lifted} is what the ledger
 * added to {@code spent} since the account was opened, {@code covered} what of that was settled afterwards, and {@code
 * paid:<id>} a call that was settled without a reservation here. The sorted set has the time at which each reservation
 * expires.
 */
final class BudgetScripts {

    private BudgetScripts() {}

    /** @param digest by which a Redis that has run it knows it */
    record Script(String text, String digest) {

        private Script(String text) {
            this(text, sha1(text));
        }

        private static String sha1(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JDK has SHA-1", impossible);
            }
        }
    }

    private static final String EXPIRE = """
            local function expire(now, keep)
              local ended = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'WITHSCORES')
              for i = 1, #ended, 2 do
                local lost = redis.call('HGET', KEYS[1], 'r:' .. ended[i])
                if lost then
                  redis.call('HINCRBY', KEYS[1], 'reserved', 0 - lost)
                  redis.call('HINCRBY', KEYS[1], 'spent', lost)
                  redis.call('HDEL', KEYS[1], 'r:' .. ended[i])
                  if lost ~= '0' then
                    redis.call('HSET', KEYS[3], ended[i], lost .. ':' .. ended[i + 1])
                    redis.call('EXPIRE', KEYS[3], keep)
                  end
                end
                redis.call('ZREM', KEYS[2], ended[i])
              end
            end
            """;

    // What has ended without being settled, until the ledger knows of it: {id, 'amount:expiry', id, ...}.
    // Arguments: 1 now, 2 seconds to keep.
    static final Script LOST = new Script(EXPIRE + """
            expire(ARGV[1], ARGV[2])
            return redis.call('HGETALL', KEYS[3])
            """);

    // A Redis that was slow hears of a call that was let through without it when that may be settled already.
    // Arguments: 1 the account that the process knows or '', 2 limit, 3 amount, 4 id, 5 now, 6 expiry, 7 seconds to
    // keep, 8 the ledger's total or -1.
    static final Script RESERVE = new Script(EXPIRE + """
            local function number(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end
            local account = redis.call('HGET', KEYS[1], 'account') or ''
            if ARGV[1] ~= '' and ARGV[1] ~= account then return {'lost'} end
            local opened = account == ''
            if opened then
              if ARGV[8] == '-1' then return {'unknown', '', 0, 0, 0} end
              account = ARGV[4]
              redis.call('HSET', KEYS[1], 'account', account)
            end
            expire(ARGV[5], ARGV[7])
            local missing = tonumber(ARGV[8]) - number('spent')
            if missing > 0 then
              redis.call('HINCRBY', KEYS[1], 'spent', missing)
              redis.call('HINCRBY', KEYS[1], 'base', missing)
              if not opened then redis.call('HINCRBY', KEYS[1], 'lifted', missing) end
            end
            redis.call('EXPIRE', KEYS[1], ARGV[7])
            local spent = number('spent')
            local used = spent + number('reserved')
            if used + tonumber(ARGV[3]) > tonumber(ARGV[2]) then return {'full', account, spent, used, number('lifted')} end
            if redis.call('HEXISTS', KEYS[1], 'paid:' .. ARGV[4]) == 0 then
              redis.call('HINCRBY', KEYS[1], 'reserved', ARGV[3])
              redis.call('HSET', KEYS[1], 'r:' .. ARGV[4], ARGV[3])
              redis.call('ZADD', KEYS[2], ARGV[6], ARGV[4])
              redis.call('EXPIRE', KEYS[2], ARGV[7])
            end
            return {'granted', account, spent, used + tonumber(ARGV[3]), number('lifted')}
            """);

    // An account that its process does not know is told first what that knows, or the next loss took the cost along.
    // What is not reserved here was let through without Redis (account ''), or in an account that is lost, and then it
    // is spent; or it has expired in this very account, and then it counts as spent already. The ledger may have heard
    // of the call before, and then this account was lifted by it meanwhile: so much of the cost is spent already.
    // Arguments: 1 the account that the process knows or '', 2 id, 3 cost, 4 the reservation's account or '', 5 seconds
    // to keep, 6 the account that the process had last heard of before the ledger could hear of the call, or '',
    // 7 by how much that was lifted then.
    static final Script SETTLE = new Script("""
            local function number(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end
            local account = redis.call('HGET', KEYS[1], 'account') or ''
            if ARGV[1] ~= '' and ARGV[1] ~= account then return {'lost'} end
            local reserved = redis.call('HGET', KEYS[1], 'r:' .. ARGV[2])
            local counts = reserved
            if reserved then
              redis.call('HINCRBY', KEYS[1], 'reserved', 0 - reserved)
              redis.call('HDEL', KEYS[1], 'r:' .. ARGV[2])
              redis.call('ZREM', KEYS[2], ARGV[2])
              if ARGV[4] == '' then redis.call('HSET', KEYS[1], 'paid:' .. ARGV[2], 1) end
            elseif ARGV[4] == '' or ARGV[4] ~= account then
              counts = redis.call('HSETNX', KEYS[1], 'paid:' .. ARGV[2], 1) == 1
              redis.call('EXPIRE', KEYS[1], ARGV[5])
            end
            if counts then
              local cost = tonumber(ARGV[3])
              if ARGV[6] ~= '' and ARGV[6] == account then
                local lifted = number('lifted')
                local covered = math.max(0, math.min(cost, lifted - tonumber(ARGV[7]), lifted - number('covered')))
                redis.call('HINCRBY', KEYS[1], 'covered', covered)
                cost = cost - covered
              end
              redis.call('HINCRBY', KEYS[1], 'spent', cost)
            end
            return {account, number('spent'), number('lifted')}
            """);

    // Tells the successor of a lost account what a process knew of it. Two processes that knew the same account knew
    // two states of one count: the higher one counts, and both processes' reservations.
    // Arguments: 1 process, 2 the lost account, 3 what it had spent, 4 a new account if there is none,
    // 5 seconds to keep, then id, amount and expiry of each reservation.
    static final Script TELL = new Script("""
            local isLost = redis.call('HGET', KEYS[1], 'account') ~= ARGV[2]
            if isLost and redis.call('HSETNX', KEYS[1], 'from:' .. ARGV[1] .. ':' .. ARGV[2], 1) == 1 then
              local missing = tonumber(ARGV[3]) - tonumber(redis.call('HGET', KEYS[1], 'base') or '0')
              if missing > 0 then
                redis.call('HINCRBY', KEYS[1], 'spent', missing)
                redis.call('HINCRBY', KEYS[1], 'base', missing)
              end
              for i = 6, #ARGV, 3 do
                if redis.call('HSETNX', KEYS[1], 'r:' .. ARGV[i], ARGV[i + 1]) == 1 then
                  redis.call('HINCRBY', KEYS[1], 'reserved', ARGV[i + 1])
                  redis.call('ZADD', KEYS[2], ARGV[i + 2], ARGV[i])
                end
              end
            end
            redis.call('HSETNX', KEYS[1], 'account', ARGV[4])
            redis.call('EXPIRE', KEYS[1], ARGV[5])
            redis.call('EXPIRE', KEYS[2], ARGV[5])
            return {redis.call('HGET', KEYS[1], 'account'), tonumber(redis.call('HGET', KEYS[1], 'spent') or '0'),
              tonumber(redis.call('HGET', KEYS[1], 'lifted') or '0')}
            """);
}
