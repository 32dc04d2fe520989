package org.xipline.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A scenario that takes minutes of both cores: {@code dev/check --all} runs it, and {@code
 * dev/check} says that it does not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "xipline.tests",
    matches = "all",
    disabledReason = "takes very long, dev/check --all runs it")
@interface NightlyTest {}
