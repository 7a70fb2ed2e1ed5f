package dev.sluice.schema.rejection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every expected "no" of the ledger, in the order in which it is checked: a request with several faults gets the first.
 * The name on the wire is the constant in lower case. Names and numbers never change and are never reused.
 *
 * <p>What the gateway alone can answer (no key, too large) is not here: it never passes a topic.
 */
public enum RejectionCode {
    /** The bytes are not one JSON object: broken or truncated JSON, a duplicated field, nesting too deep, or trailing text. */
    MALFORMED_REQUEST(101, 400, Repeating.NEVER_HELPS),
    /** A required field is absent or null. */
    MISSING_FIELD(102, 400, Repeating.NEVER_HELPS),
    /** A field is unknown, of the wrong type, or outside its documented values. */
    INVALID_FIELD(103, 400, Repeating.NEVER_HELPS),
    /** An amount is not a decimal string of at most 38 digits, or is not positive. */
    INVALID_AMOUNT(104, 400, Repeating.NEVER_HELPS),
    /** The version of the message is not one that this ledger reads. */
    UNSUPPORTED_VERSION(105, 400, Repeating.NEVER_HELPS),
    /** The Kafka record's key is not the account id of its request. */
    WRONG_KEY(106, 400, Repeating.NEVER_HELPS),
    /** A recipient of a transfer is its source. */
    SELF_TRANSFER(107, 400, Repeating.NEVER_HELPS),
    /** The operation is not one that is taken from the topic on which its record came. */
    WRONG_TOPIC(108, 403, Repeating.NEVER_HELPS),
    /** The idempotency key was used on this account for a request with another meaning. */
    IDEMPOTENCY_CONFLICT(201, 409, Repeating.NEVER_HELPS),
    /** A time is on the wrong side of the ledger's time, or too near to it or too far from it. */
    INVALID_TIME(202, 400, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** A field is well formed, and does not suit what the request is about as that is now. */
    UNSUITABLE_FIELD(203, 400, Repeating.HELPS_ONCE_STATE_CHANGED),

    /** No program has this id. */
    PROGRAM_NOT_FOUND(301, 404, Repeating.NEVER_HELPS),
    /** No asset has this id. */
    ASSET_NOT_FOUND(302, 404, Repeating.NEVER_HELPS),
    /** No participant or group has this account id. */
    ACCOUNT_NOT_FOUND(303, 404, Repeating.NEVER_HELPS),
    /** The asset is not linked to the program. */
    ASSET_NOT_LINKED(401, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The program is SUSPENDED or ARCHIVED; only release, forfeit and void-hold still work. */
    PROGRAM_NOT_ACTIVE(402, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The asset is ARCHIVED; only forfeit, expiry and maturity still work. */
    ASSET_NOT_ACTIVE(403, 409, Repeating.NEVER_HELPS),
    /** The account is SUSPENDED, CLOSED or ARCHIVED; only forfeit, void-hold and what falls due still work. */
    ACCOUNT_NOT_ACTIVE(404, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** A filter or date that only lots have was given for a SIMPLE asset. */
    LOT_MODE_REQUIRED(501, 400, Repeating.NEVER_HELPS),
    /**
     * The amount does not fit the asset's scale: it has more decimals than the asset, and they are not zeros; or it is an asset's
     * own limit, and with all of the asset's decimals it has more than 38 digits.
     */
    INVALID_SCALE(502, 400, Repeating.NEVER_HELPS),
    /** The account has no such lot of this asset. */
    LOT_NOT_FOUND(503, 404, Repeating.NEVER_HELPS),
    /** The account has no such hold. */
    HOLD_NOT_FOUND(504, 404, Repeating.NEVER_HELPS),
    /** The account has no such reserve hold. */
    RESERVE_HOLD_NOT_FOUND(505, 404, Repeating.NEVER_HELPS),
    /** The account has no such reserve plan. */
    RESERVE_PLAN_NOT_FOUND(506, 404, Repeating.NEVER_HELPS),
    /** The account has no such reserve release. */
    RESERVE_RELEASE_NOT_FOUND(507, 404, Repeating.NEVER_HELPS),
    /** The account is the source of no such transfer, or it was made too long ago. */
    TRANSFER_NOT_FOUND(508, 404, Repeating.NEVER_HELPS),
    /** No debit or capture of this account, asset and program has this id, or it was made too long ago. */
    JOURNAL_ENTRY_NOT_FOUND(509, 404, Repeating.NEVER_HELPS),
    /** Nothing remains in the hold. */
    HOLD_NOT_OPEN(601, 409, Repeating.NEVER_HELPS),
    /** The reserve plan is disabled or expired and changes nothing but its metadata. */
    PLAN_NOT_ACTIVE(602, 409, Repeating.NEVER_HELPS),
    /** The account has an active reserve plan for this currency already. */
    PLAN_CONFLICT(603, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The group still owns value, or some may still come to it, and archiving it would strand that value. */
    BALANCE_NOT_ZERO(604, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** What was to be made exists with other settings. */
    ALREADY_EXISTS(605, 409, Repeating.NEVER_HELPS),
    /** Less is left to reverse of the entry than was asked for. */
    REVERSAL_EXCEEDS_ENTRY(606, 409, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The amount is above the asset's limit for one operation. */
    MAX_TRANSACTION_AMOUNT_EXCEEDED(701, 422, Repeating.NEVER_HELPS),
    /** The operation would touch more than 5,000 lots; a narrower one is taken. */
    TOO_MANY_LOTS(702, 422, Repeating.NEVER_HELPS),
    /** Nothing matches, so nothing would move. */
    NOTHING_TO_PROCESS(703, 422, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The bucket has less than the amount that was asked for. */
    INSUFFICIENT_BALANCE(704, 422, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The program's wallet has less than the credit or reversal needs. */
    INSUFFICIENT_PROGRAM_FUNDS(705, 422, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** More was to be released than the reserve hold still has. */
    AMOUNT_EXCEEDS_RELEASABLE(706, 422, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** The balance would have more than 38 digits. */
    BALANCE_LIMIT_EXCEEDED(707, 422, Repeating.HELPS_ONCE_STATE_CHANGED),
    /** A fault of the ledger: nothing of the request was applied, and somebody was told. */
    INTERNAL_ERROR(901, 500, Repeating.HELPS_WITH_THE_SAME_KEY),
    /** More attempts of one request wait for its outcome than are kept; it is being done, and this attempt is not waited for. */
    RESULT_PENDING(902, 504, Repeating.HELPS_WITH_THE_SAME_KEY);

    /** The advice on sending a refused request again. A refusal is remembered, so a later try needs a new key. */
    public enum Repeating {
        NEVER_HELPS,
        /** With a new idempotency key, once the state that was in the way has changed. */
        HELPS_ONCE_STATE_CHANGED,
        /** The outcome was not remembered: the same key may be used again. */
        HELPS_WITH_THE_SAME_KEY
    }

    private static final Map<String, RejectionCode> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RejectionCode::wireName, Function.identity()));

    private final int number;
    private final int httpStatus;
    private final Repeating repeating;

    RejectionCode(int number, int httpStatus, Repeating repeating) {
        this.number = number;
        this.httpStatus = httpStatus;
        this.repeating = repeating;
    }

    @JsonCreator
    public static RejectionCode ofWireName(String wireName) {
        var code = BY_WIRE_NAME.get(wireName);
        if (code == null) {
            throw new IllegalArgumentException("Expected the name of a rejection code, but got " + wireName);
        }
        return code;
    }

    /** The stable name in messages and documents, such as {@code insufficient_balance}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stable number; the hundreds follow the rows of the order of checks. */
    public int number() {
        return number;
    }

    /** The HTTP status that the gateway answers with. */
    public int httpStatus() {
        return httpStatus;
    }

    public Repeating repeating() {
        return repeating;
    }

    /**
     * Whether the outcome is remembered under the request's key. What depends on state is, so that a retry can't flip an
     * answer; what is wrong with the message itself is not, so that a corrected message may use its key.
     */
    public boolean isRemembered() {
        return number > IDEMPOTENCY_CONFLICT.number && number < INTERNAL_ERROR.number;
    }
}
