package dev.sluice.schema.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an operation on the wire: the {@code type} of its requests. A name is never changed and never reused for another
 * meaning, as stored requests are read by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OperationName {

    String value();
}
