package org.xipline.importer.imap.dovecot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link DovecotServer}, one for all tests of the run that only read and append, as
 * parameter of the constructor. Skips them where no Dovecot is installed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DovecotExtension.class)
public @interface WithDovecot {}
