package org.xipline.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Many commands one after the other, each with a broker of its own: {@code dev/check} runs it, the
 * quick {@code mvn verify} does not, and says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "xipline.tests",
    matches = "check|all",
    disabledReason = "takes long, dev/check runs it")
@interface LongTest {}
