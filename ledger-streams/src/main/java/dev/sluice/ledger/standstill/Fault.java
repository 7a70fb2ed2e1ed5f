package dev.sluice.ledger.standstill;

import org.apache.kafka.common.KafkaException;

/** The questions that a fault is asked, whatever was being done when it was thrown. */
public final class Fault {

    private static final String OURS = "dev.sluice.";

    private Fault() {}

    /** Whether the process can't be relied on any more: it is out of memory, or the JVM itself is broken. */
    public static boolean isOfTheProcess(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            // A stack that overflows is whole again when it is unwound.
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the broker or the disk failed, so that the same work may well succeed the next time. */
    public static boolean isOfTheInfrastructure(Throwable fault) {
        return fault instanceof KafkaException;
    }

    /** The fault's type and where it was thrown, without its message, which may quote a record. */
    public static String nameOf(Throwable fault) {
        for (var frame : fault.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return "%s at %s".formatted(fault.getClass().getName(), frame);
            }
        }
        return fault.getClass().getName();
    }
}
